using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

public abstract partial class HandoffContract
{
    [Fact]
    public async Task Receipts_form_one_chain_and_keep_every_byte()
    {
        foreach (var number in new[] { 1, 2, 3 }) await CleanAsync(number);
        Assert.Equal(ReceiptHead.Genesis, await Handoffs.ReceiptHeadAsync(default));
        await StoredAsync(GivenHandoffs.Sealed(GivenHandoffs.Handoff(1, 1)), at: 1);
        await StoredAsync(GivenHandoffs.Sealed(GivenHandoffs.Handoff(2, 2), GivenHandoffs.Handoff(3, 3)), at: 2);

        var chain = await Handoffs.ReceiptsAsync(0, 100, default);

        AssertWhole(chain, 3);
        Assert.Equal(new ReceiptHead(3, chain[2].Hash), await Handoffs.ReceiptHeadAsync(default));
        Assert.Equal([Given.Later(1), Given.Later(2), Given.Later(2)], chain.Select(receipt => receipt.SealedAt));
        Assert.Equal([chain[1]], await Handoffs.ReceiptsOfAsync(Given.Id(2), default));
        Assert.Equal([chain[2]], await Handoffs.ReceiptsAsync(2, 1, default));
        Assert.Equal("""{"email":"ana@acme.test"}""", chain[0].Evidence);
    }

    [Fact]
    public async Task A_seal_that_fails_stores_nothing()
    {
        await CleanAsync(1);
        var broken = new HandoffCommit { Handoffs = [new(GivenHandoffs.Handoff(1, 1)) { Seal = _ => new SealedReceipt("", "{}", null) }] };
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(broken));
        Assert.Null(await Handoffs.HandoffAsync(Given.Id(1), default));
        Assert.Equal(ReceiptHead.Genesis, await Handoffs.ReceiptHeadAsync(default));
    }

    [Fact]
    public async Task Many_sealers_at_once_make_one_chain_without_gaps()
    {
        const int handoffs = 120;
        await Ledger.TouchAsync([.. Enumerable.Range(1, handoffs).Select(number => Given.Touch(Given.Contact(number), number))], null, Given.Noon, default);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var number = 1 + writer; number <= handoffs; number += 4)
                Assert.Equal(HandoffResult.Stored, (await CommitAsync(GivenHandoffs.Sealed(GivenHandoffs.Handoff(number, number)))).Result);
        })));

        AssertWhole(await Handoffs.ReceiptsAsync(0, 1000, default), handoffs);
    }

    private static void AssertWhole(IReadOnlyList<StoredReceipt> chain, int count)
    {
        Assert.Equal(Enumerable.Range(1, count).Select(seq => (long)seq), chain.Select(receipt => receipt.Seq));
        Assert.Equal(chain.Select(receipt => receipt.Hash).Prepend(ReceiptHead.Genesis.Hash).Take(count), chain.Select(receipt => receipt.Previous));
        Assert.All(chain, receipt => Assert.Equal(GivenHandoffs.Hash(receipt.Previous, receipt.Json), receipt.Hash));
    }
}
