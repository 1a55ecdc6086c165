namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>Lets steps wait for what they wish to wait for, as far as that makes no circle.</summary>
internal static class Wishes
{
    /// <summary>Adds to each step's needs those of its wishes that do not wait for it themselves.</summary>
    public static void Grant(StepNeeds[] needs)
    {
        for (var place = 0; place < needs.Length; place++)
        {
            foreach (var wish in needs[place].Wished)
            {
                if (wish.Step != place && !Reaches(needs, wish.Step, place))
                    needs[place] = needs[place] with { Steps = needs[place].Steps.Add(wish) };
            }
        }
    }

    private static bool Reaches(StepNeeds[] needs, int from, int to)
    {
        var seen = new HashSet<int> { from };
        var open = new Stack<int>([from]);
        while (open.TryPop(out var place))
        {
            if (place == to) return true;
            foreach (var need in needs[place].Steps)
            {
                if (seen.Add(need.Step)) open.Push(need.Step);
            }
        }

        return false;
    }
}
