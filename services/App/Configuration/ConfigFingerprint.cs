using System.Security.Cryptography;
using System.Text;

namespace Integration.App.Configuration;

/// <summary>Tells whether the files of a configuration changed, by what is in them: a copy with another date is no change, and a directory that is mounted anew is.</summary>
internal static class ConfigFingerprint
{
    /// <summary>Digest of names and contents; null while the directory or one of its files cannot be read.</summary>
    /// <param name="directory">The directory that <c>--config</c> names.</param>
    public static string? Of(string directory)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var path in Directory.EnumerateFiles(directory, "*.y*ml").Order(StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path) + "\0"));
                hash.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
