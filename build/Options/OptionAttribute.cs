namespace Build.Options;

/// <summary>An option of a task. The help, and the check for misspelt options, are made of these.</summary>
/// <param name="name">The option without its dashes: <c>model-name</c>.</param>
/// <param name="value">What is given for it, as the help shows it: <c>NAME</c>; empty for a switch.</param>
/// <param name="meaning">What it does, and its default.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class OptionAttribute(string name, string value, string meaning) : Attribute
{
    public string Name => name;

    public string Value => value;

    public string Meaning => meaning;
}
