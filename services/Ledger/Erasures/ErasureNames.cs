using System.Security.Cryptography;
using System.Text;

namespace Integration.Ledger.Erasures;

/// <summary>Names of the erased, and their digests.</summary>
public static class ErasureNames
{
    /// <summary>Kinds of the lines that the log of an open handoff ends with when its person is erased; the ledger's only words of Core's.</summary>
    internal static IReadOnlyList<string> LastEvents { get; } = ["withdrawn", "closed"];

    /// <summary>The name of a match value: <c>people=ana@acme.test</c>.</summary>
    /// <param name="mapping">The mapping's name.</param>
    /// <param name="canonical">The value in canonical form.</param>
    public static string Match(string mapping, string canonical) => $"{mapping}={canonical}";

    /// <remarks>Salted, because record ids are few enough to be tried one by one; the salt does not help against who holds the whole ledger.</remarks>
    internal static string Digest(string salt, string name) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(name)));

    internal static void Check(ErasureRequest request)
    {
        LedgerLimits.Key(request.Record.ToString(), "record key");
        LedgerLimits.Key(request.By, "name of who wants the erasure");
        LedgerLimits.Count(request.Names.Count, 0, LedgerLimits.PageMax, nameof(request.Names));
        if (request.NewSalt.Length < 32) throw new ArgumentException("A salt has at least 32 characters.");
    }
}
