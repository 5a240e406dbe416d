using System.Text.Json.Nodes;
using Integration.Core.Receipts;

namespace Integration.Core.Tests.Receipts;

public sealed class ReceiptChainTests
{
    [Fact]
    public void One_content_has_one_canonical_text() =>
        Assert.Equal(
            """{"a":60,"b":[1.5,"ä\n",null],"c":{"x":true,"y":""}}""",
            CanonicalJson.Of("""{ "c": {"y":"", "x":true}, "a": 6.0e1, "b": [1.50, "\u00e4\n", null] }"""));

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "'a' comes twice")]
    [InlineData("{\"a\":", "no JSON")]
    public void What_has_no_canonical_text_is_named(string json, string what) =>
        Assert.Contains(what, Assert.Throws<FormatException>(() => CanonicalJson.Of(json)).Message);

    [Fact]
    public void An_untouched_chain_holds_whole_and_in_stretches()
    {
        var chain = Chain(20);

        Assert.Null(ReceiptChain.Verify(chain));
        Assert.Null(ReceiptChain.Verify(chain.Skip(7), chain[6]));
    }

    [Fact]
    public void Whatever_is_tampered_with_the_first_broken_link_is_named()
    {
        var chain = Chain(20);
        (int At, Func<Receipt, Receipt> Tamper)[] hands =
        [
            (5, receipt => receipt with { Body = receipt.Body.Replace("\"n\":5", "\"n\":6") }),
            (6, receipt => receipt with { Evidence = receipt.Evidence!.Replace("salt", "sald") }),
            (7, receipt => receipt with { Previous = ReceiptChain.Genesis }),
            (8, receipt => receipt with { Hash = new string('a', 64) }),
        ];
        foreach (var (at, tamper) in hands)
        {
            var broken = chain.ToArray();
            broken[at] = tamper(broken[at]);
            Assert.Equal(at + 1, ReceiptChain.Verify(broken)!.Sequence);
        }
        Assert.Equal(10, ReceiptChain.Verify([.. chain[..9], .. chain[10..]])!.Sequence);
    }

    [Fact]
    public void A_receipt_sealed_anew_after_a_change_breaks_the_next_one()
    {
        var chain = Chain(20);
        chain[5] = ReceiptChain.Seal(Draft(99), chain[4]);

        Assert.Equal(7, ReceiptChain.Verify(chain)!.Sequence);
    }

    [Fact]
    public void An_erased_persons_evidence_may_go_and_the_chain_still_holds()
    {
        var chain = Chain(5);
        chain[2] = chain[2] with { Evidence = null };

        Assert.Null(ReceiptChain.Verify(chain));
    }

    private static Receipt[] Chain(int length)
    {
        var chain = new List<Receipt>();
        for (var number = 0; number < length; number++) chain.Add(ReceiptChain.Seal(Draft(number), chain.LastOrDefault()));
        return [.. chain];
    }

    private static ReceiptDraft Draft(int number)
    {
        var evidence = CanonicalJson.Of(new JsonObject { ["salt"] = $"salt{number}", ["why"] = "VP Sales" });
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(evidence)));
        return new ReceiptDraft(CanonicalJson.Of(new JsonObject { ["n"] = number, ["evidence"] = digest }), evidence);
    }
}
