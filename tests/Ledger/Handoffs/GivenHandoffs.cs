using System.Security.Cryptography;
using System.Text;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

/// <summary>The handoffs, clocks and receipts of the tests.</summary>
internal static class GivenHandoffs
{
    public const string Product = "platform";
    public const string Agreement = "a1b2";

    public static HandoffClaim Work(double at = 0, double until = 60, int max = 100, string owner = "worker") => new(owner, max, Given.Later(at), Given.Later(until));

    public static StoredHandoff Handoff(int number, int pair, string product = Product) => new()
    {
        Id = Given.Id(number),
        PairId = Given.Id(pair),
        Product = product,
        Stage = "sent",
        IsOpen = true,
        Agreement = Agreement,
        OpenedAt = Given.Noon,
        State = $$"""{"n":{{number}}}""",
    };

    /// <summary>The same handoff as the ledger has it after so many commits.</summary>
    public static StoredHandoff At(this StoredHandoff handoff, long version) => handoff with { Version = version };

    public static StoredHandoff Closed(this StoredHandoff handoff, string stage = "rejected") => handoff with { IsOpen = false, Stage = stage };

    public static StoredEvent Event(this StoredHandoff handoff, string kind, double at = 0) =>
        new(handoff.Id, handoff.PairId, handoff.Product, kind, Given.Later(at), handoff.Agreement, """{"reason":"none"}""");

    public static StoredTimer Timer(this StoredHandoff handoff, string kind, double? due) =>
        new($"{handoff.Id:N}/{kind}", handoff.Id, kind, due is { } seconds ? Given.Later(seconds) : null, "{}");

    public static HandoffCommit Commit(params StoredHandoff[] handoffs) => new() { Handoffs = [.. handoffs.Select(handoff => new HandoffSave(handoff))] };

    public static HandoffCommit Sealed(params StoredHandoff[] handoffs) =>
        new() { Handoffs = [.. handoffs.Select(handoff => new HandoffSave(handoff) { Seal = head => Receipt(head, handoff) })] };

    public static SealedReceipt Receipt(ReceiptHead head, StoredHandoff handoff)
    {
        // Spaces and order as they are: a store that reformats JSON would break every hash.
        var json = $$"""{ "seq" :{{head.Seq + 1}}, "handoff":"{{handoff.Id}}",  "name":"Zo\u00eb ü" }""";
        return new SealedReceipt(Hash(head.Hash, json), json, """{"email":"ana@acme.test"}""");
    }

    public static string Hash(string previous, string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + json)));

    public static HandoffRequest Request(int number, string key, string caller = "workflow", string body = "{}") => new()
    {
        Id = Given.Id(number),
        Caller = caller,
        Key = key,
        Record = Given.Contact(number),
        Body = body,
        ReceivedAt = Given.Noon,
    };
}
