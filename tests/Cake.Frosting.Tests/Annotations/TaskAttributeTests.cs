namespace Cake.Frosting.Tests.Annotations;

public sealed class TaskAttributeTests
{
    [TaskName("Publish-Matrix")]
    private sealed class PublishTask : NotingTask;

    private sealed class Compile : NotingTask;

    [IsDependentOn(typeof(Compile))]
    private sealed class Link : NotingTask;

    [IsDependeeOf(typeof(Compile))]
    private sealed class Restore : NotingTask;

    [IsDependentOn(typeof(Compile))]
    [IsDependentOn(typeof(Restore))]
    private abstract class AfterRestore : NotingTask;

    private sealed class Test : AfterRestore;

    private sealed class Broken : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("out of order");
    }

    [ContinueOnError]
    private sealed class Forgiven : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("out of order");
    }

    [IsDependentOn(typeof(Forgiven))]
    private sealed class AfterForgiven : NotingTask;

    [IsDependentOn(typeof(Broken))]
    private sealed class AfterBroken : NotingTask;

    [Fact]
    public void A_task_is_started_by_the_name_it_was_given() =>
        BuildUnderTest.Of<PublishTask>().Run("--target=Publish-Matrix").Journal.ShouldBe([nameof(PublishTask)]);

    [Fact]
    public void A_task_that_has_another_name_is_not_found_by_its_class() =>
        BuildUnderTest.Of<PublishTask>().Run("--target=PublishTask").ExitStatus.ShouldNotBe(0);

    [Fact]
    public void A_task_without_a_name_is_started_by_its_class() =>
        BuildUnderTest.Of<Compile>().Run("--target=Compile").Journal.ShouldBe([nameof(Compile)]);

    [Fact]
    public void A_target_is_found_whatever_its_letter_case() =>
        BuildUnderTest.Of<Compile>().Run("--target=compile").Journal.ShouldBe([nameof(Compile)]);

    [Fact]
    public void What_a_task_depends_on_runs_first() =>
        BuildUnderTest.Of<Link, Compile>().Run("--target=Link").Journal.ShouldBe([nameof(Compile), nameof(Link)]);

    [Fact]
    public void A_dependee_runs_before_the_task_that_it_names() =>
        BuildUnderTest.Of<Compile, Restore>().Run("--target=Compile").Journal.ShouldBe([nameof(Restore), nameof(Compile)]);

    [Fact]
    public void A_dependee_runs_before_what_depends_on_the_task_that_it_names() =>
        BuildUnderTest.Of<Link, Compile, Restore>().Run("--target=Link").Journal.ShouldBe([nameof(Restore), nameof(Compile), nameof(Link)]);

    [Fact]
    public void A_task_has_the_dependencies_of_its_base_class() =>
        BuildUnderTest.Of<Test, Compile, Restore>().Run("--target=Test").Journal.ShouldBe([nameof(Restore), nameof(Compile), nameof(Test)]);

    [Fact]
    public void A_task_that_two_tasks_depend_on_runs_once() =>
        BuildUnderTest.Of<Test, Compile, Restore>().Run("--target=Test").Journal.Count(line => line == nameof(Restore)).ShouldBe(1);

    [Fact]
    public void Nothing_runs_after_a_task_that_failed()
    {
        var ran = BuildUnderTest.Of<AfterBroken, Broken>().Run("--target=AfterBroken");

        ran.ExitStatus.ShouldBe(1);
        ran.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void The_build_goes_on_after_a_task_that_may_fail()
    {
        var ran = BuildUnderTest.Of<AfterForgiven, Forgiven>().Run("--target=AfterForgiven");

        ran.ExitStatus.ShouldBe(0);
        ran.Journal.ShouldBe([nameof(AfterForgiven)]);
    }

    [Fact]
    public void The_attributes_refuse_what_says_nothing()
    {
        Should.Throw<ArgumentException>(() => new TaskNameAttribute(" "));
        Should.Throw<ArgumentNullException>(() => new TaskDescriptionAttribute(null!));
        Should.Throw<ArgumentNullException>(() => new IsDependentOnAttribute(null!));
        Should.Throw<ArgumentNullException>(() => new IsDependeeOfAttribute(null!));
    }
}
