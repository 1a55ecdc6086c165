using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>The folder that the build itself chose to work in; <c>--working</c> wins over it.</summary>
internal sealed record WorkingFolder(DirectoryPath Path);
