using Cake.Core;

namespace Cake.Frosting.Tests;

/// <summary>The context of the builds under test: whatever they do, they write it down.</summary>
internal sealed class JournalContext(ICakeContext context, Journal journal) : FrostingContext(context)
{
    public void Note(string line) => journal.Lines.Add(line);
}
