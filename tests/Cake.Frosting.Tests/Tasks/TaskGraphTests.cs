namespace Cake.Frosting.Tests.Tasks;

public sealed class TaskGraphTests
{
    private sealed class Compile : NotingTask;

    [IsDependentOn(typeof(Compile))]
    private sealed class Deploy : NotingTask;

    [IsDependentOn(typeof(string))]
    private sealed class Confused : NotingTask;

    [IsDependeeOf(typeof(Compile))]
    private sealed class Restore : NotingTask;

    [TaskName("Compile")]
    private sealed class OtherCompile : NotingTask;

    [IsDependentOn(typeof(Egg))]
    private sealed class Hen : NotingTask;

    [IsDependentOn(typeof(Nest))]
    private sealed class Egg : NotingTask;

    [IsDependentOn(typeof(Hen))]
    private sealed class Nest : NotingTask;

    [IsDependentOn(typeof(Ouroboros))]
    private sealed class Ouroboros : NotingTask;

    [Fact]
    public void A_dependency_outside_the_build_is_reported_with_the_task_that_declares_it()
    {
        var ran = BuildUnderTest.Of<Deploy>().Run("--target=Deploy");

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldBe(
            "Error: Task 'Deploy' depends on 'Cake.Frosting.Tests.Tasks.TaskGraphTests+Compile', which is not among the tasks of "
                + "this build; it must be public, not abstract, and in the entry assembly or one given to AddAssembly\n"
        );
    }

    [Fact]
    public void A_dependency_on_what_is_no_task_is_reported_with_the_task_that_declares_it() =>
        BuildUnderTest.Of<Confused>().Run("--target=Confused").Error.ShouldBe(
            "Error: The dependency 'String' is not a valid task.\n"
            + "Task 'Confused' depends on 'System.String'; a task derives from FrostingTask or AsyncFrostingTask\n");

    [Fact]
    public void A_dependee_of_a_task_outside_the_build_is_reported_with_the_task_that_declares_it() =>
        BuildUnderTest.Of<Restore>().Run("--target=Restore").Error.ShouldStartWith("Error: Task 'Restore' is a dependee of '");

    [Fact]
    public void A_circle_is_reported_as_its_path() =>
        BuildUnderTest.Of<Hen, Egg, Nest>().Run("--target=Egg").Error.ShouldBe(
            "Error: The tasks 'Hen' -> 'Egg' -> 'Nest' -> 'Hen' depend on one another in a circle; remove one of these dependencies\n");

    [Fact]
    public void A_task_that_depends_on_itself_is_a_circle() =>
        BuildUnderTest
            .Of<Ouroboros>()
            .Run("--target=Ouroboros")
            .Error.ShouldStartWith("Error: The tasks 'Ouroboros' -> 'Ouroboros' depend");

    [Fact]
    public void Two_tasks_of_one_name_are_reported_with_both_classes() =>
        BuildUnderTest.Of<Compile, OtherCompile>().Run("--target=Compile").Error.ShouldBe(
            "Error: The name 'Compile' is used by 'Cake.Frosting.Tests.Tasks.TaskGraphTests+Compile' and "
            + "'Cake.Frosting.Tests.Tasks.TaskGraphTests+OtherCompile'; give each a [TaskName] of its own\n");

    [Fact]
    public void One_run_reports_all_faults_of_the_build_though_none_is_the_targets()
    {
        var ran = BuildUnderTest
            .Of(typeof(Confused), typeof(Deploy), typeof(Hen), typeof(Egg), typeof(Nest), typeof(Ouroboros))
            .Run("--target=Deploy");

        var lines = ran.Error.TrimEnd().Split('\n');
        lines[0].ShouldBe("Error: The build has 4 faults:");
        lines[1..].Select(line => line.Split('\'')[1]).ShouldBe(["String", "Deploy", "Hen", "Ouroboros"]);
        lines[1].ShouldContain("Task 'Confused' depends on 'System.String'");
    }

    [Fact]
    public void No_task_runs_where_the_build_has_a_fault() =>
        BuildUnderTest.Of<Compile, Ouroboros>().Run("--target=Compile").Journal.ShouldBeEmpty();

    [Fact]
    public void A_task_registered_twice_is_one_task() =>
        BuildUnderTest.Of<Compile, Compile>().Run("--target=Compile").Journal.ShouldBe([nameof(Compile)]);
}
