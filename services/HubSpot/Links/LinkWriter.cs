using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;
using Integration.HubSpot.Writes;

namespace Integration.HubSpot.Links;

/// <summary>Carries out intents that set a contact's primary company. Such an intent holds nothing else: it is one call of another family than properties are.</summary>
internal sealed class LinkWriter(HubSpotClient client, int inFlightMax)
{
    private readonly BatchPump<LinkWrite, WriteEnd> pump = new(new LinkWriteCall(client), new BatchPumpOptions { BatchMax = LinkWriteCall.BatchMax, InFlightMax = inFlightMax });

    /// <summary>Whether an intent is one for this writer.</summary>
    public static bool Takes(Intent intent) => !intent.Values[PrimaryCompany.Field].IsMissing;

    /// <summary>One end per write, in order.</summary>
    public async Task<IReadOnlyList<WriteEnd>> WriteAsync(Lane lane, IReadOnlyList<RecordWrite> writes, CancellationToken stop)
    {
        var prepared = writes.Select(write => Of(write.Intent)).ToList();
        var sent = new Queue<WriteEnd>(await pump.SubmitAsync(lane, [.. prepared.Select(each => each.Item).OfType<LinkWrite>()], stop));
        return [.. prepared.Select(each => each.Item is not null ? sent.Dequeue() : each.End!)];
    }

    private static (LinkWrite? Item, WriteEnd? End) Of(Intent intent)
    {
        if (intent is not { Kind: IntentKind.Update, Object: PrimaryCompany.From, Target: { System: SystemName.HubSpot } contact, Values.Count: 1 } || !HubSpotObjects.IsId(contact.Id))
            return Refuse(new Fault(FaultClass.Record, "ASSOCIATION_NOT_ALONE", $"{PrimaryCompany.Field} is written alone, to a contact that is there.", "Report this: it is a fault of the service."));
        var wanted = intent.Values[PrimaryCompany.Field];
        var company = (wanted.HasText ? wanted : intent.Prior[PrimaryCompany.Field]).Text;
        return company is not null && HubSpotObjects.IsId(company)
            ? (new LinkWrite(contact.Id, company, IsRemoval: !wanted.HasText), null)
            : Refuse(new Fault(FaultClass.Field, "MALFORMED_ID", "The company to be associated has no id of HubSpot's.", "Look at the pair with `integration explain`.") { Field = PrimaryCompany.Field });
    }

    private static (LinkWrite?, WriteEnd?) Refuse(Fault fault) => (null, new WriteEnd(WriteResult.Rejected, null, fault));
}
