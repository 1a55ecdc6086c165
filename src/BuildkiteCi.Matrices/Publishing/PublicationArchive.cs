using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>A publication's files as one archive, for the build's artifacts.</summary>
public static class PublicationArchive
{
    /// <summary>Name of the archive.</summary>
    public const string FileName = "support_matrices.tar.gz";

    /// <summary>A gzipped tar file. The same files and date give the same bytes.</summary>
    /// <param name="files">Texts by path.</param>
    /// <param name="date">The date that every file in it has.</param>
    public static byte[] Of(ImmutableSortedDictionary<string, string> files, DateTimeOffset date)
    {
        using var bytes = new MemoryStream();
        using (var zipped = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (var archive = new TarWriter(zipped, TarEntryFormat.Ustar))
        {
            foreach (var (path, text) in files)
            {
                using var data = new MemoryStream(Encoding.UTF8.GetBytes(text));
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { ModificationTime = date, DataStream = data });
            }
        }

        return bytes.ToArray();
    }
}
