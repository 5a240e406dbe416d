using Integration.Core.Receipts;

namespace Integration.Core.Tests.Receipts;

/// <summary>What is sealed, in which form, and what proves it.</summary>
public sealed class SealTests
{
    [Theory]
    [InlineData("60", "60")]
    [InlineData("60.0", "60")]
    [InlineData("6e1", "60")]
    [InlineData("0.5", "0.5")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("1e400", "1e400")] // No decimal holds it; it stays as it was written.
    [InlineData("0.1234567890123456789012345678", "0.1234567890123456789012345678")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("""[3, {"b": 1, "a": [2, 1]}]""", """[3,{"a":[2,1],"b":1}]""")]
    [InlineData("""{"B": 1, "a": 2, "A": 3}""", """{"A":3,"B":1,"a":2}""")]
    [InlineData("""{"a": false, "b": "<ü>"}""", """{"a":false,"b":"<ü>"}""")]
    public void One_content_has_one_text(string json, string text) => Assert.Equal(text, CanonicalJson.Of(json));

    [Fact]
    public void Only_the_same_key_of_the_same_object_is_there_twice()
    {
        Assert.Equal("""{"a":{"a":1},"b":{"a":1}}""", CanonicalJson.Of("""{"b":{"a":1},"a":{"a":1}}"""));
        Assert.Throws<FormatException>(() => CanonicalJson.Of("""[{"x":{"a":1,"b":2,"a":3}}]"""));
    }

    [Theory]
    [InlineData(CanonicalJson.DepthMax, true)]
    [InlineData(CanonicalJson.DepthMax + 1, false)]
    public void Sixty_four_levels_are_accepted(int depth, bool accepted)
    {
        var json = new string('[', depth) + new string(']', depth);

        if (accepted) Assert.Equal(json, CanonicalJson.Of(json));
        else Assert.Contains("at most 64 levels", Assert.Throws<FormatException>(() => CanonicalJson.Of(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_receipt_is_number_one_behind_nothing_and_each_names_the_one_before()
    {
        var first = ReceiptChain.Seal(new ReceiptDraft("{}", "e"), null);
        var second = ReceiptChain.Seal(new ReceiptDraft("{}", "e"), first);

        Assert.Equal((1L, new string('0', 64)), (first.Sequence, first.Previous));
        Assert.Equal((2L, first.Hash, "e"), (second.Sequence, second.Previous, second.Evidence));
        Assert.Equal(second, ReceiptChain.Seal(new ReceiptDraft("{}", "e"), 2, first.Hash));
        Assert.NotEqual(first.Hash, second.Hash); // The same content in another place is another seal.
    }

    [Fact]
    public void A_stretch_is_proven_against_the_receipt_before_it()
    {
        Receipt Seal(string body, Receipt? head) => ReceiptChain.Seal(new ReceiptDraft(body, ""), head) with { Evidence = null };
        var (first, other) = (Seal("{}", null), Seal("[]", null));
        var second = Seal("{}", first);

        Assert.Null(ReceiptChain.Verify([second], first));
        Assert.Contains("does not continue receipt 1", ReceiptChain.Verify([second], other)!.What, StringComparison.Ordinal);
        Assert.Contains("gone or out of order", ReceiptChain.Verify([second])!.What, StringComparison.Ordinal);
        Assert.Null(ReceiptChain.Verify([]));
    }

    [Fact]
    public void An_id_follows_from_its_parts_alone_and_says_that_it_was_made_by_a_rule_of_its_own()
    {
        for (var number = 0; number < 64; number++)
        {
            var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"a\n{number}"));
            var hex = Convert.ToHexStringLower(hash);
            var variant = "89ab"[Convert.ToInt32(hex[16..17], 16) % 4];

            Assert.Equal($"{hex[..8]}-{hex[8..12]}-8{hex[13..16]}-{variant}{hex[17..20]}-{hex[20..32]}", Sha.IdOf("a", $"{number}").ToString());
        }
    }

    [Theory]
    [InlineData("""{"evidence":"no digest of it"}""")]
    [InlineData("""{"evidence":5}""")]
    [InlineData("""{"other":"x"}""")]
    [InlineData("""["evidence"]""")]
    [InlineData("\"evidence\"")]
    [InlineData("no JSON")]
    public void Values_beside_a_body_that_does_not_name_their_digest_are_not_its_own(string body)
    {
        var receipt = ReceiptChain.Seal(new ReceiptDraft(body, "values"), null);

        Assert.Contains("not those that it was sealed with", ReceiptChain.Verify([receipt])!.What, StringComparison.Ordinal);
        Assert.Null(ReceiptChain.Verify([receipt with { Evidence = null }])); // Once erased, there is nothing that could be wrong.
    }
}
