using Integration.Salesforce.Tests.Worlds;

namespace Integration.Salesforce.Tests.Schemas;

public class SchemaReaderTests
{
    [Fact]
    public async Task An_objects_fields_come_with_what_a_mapping_must_know()
    {
        await using var world = await OrgWorld.StartAsync();

        var fields = (await world.Worker.Schema.DescribeAsync("Lead", CancellationToken.None))!.Fields.ToDictionary(field => field.Name);

        Assert.True(fields["LastName"] is { IsRequired: true, IsWritable: true, LengthMax: 80, Type: "string" });
        Assert.True(fields["Title"] is { IsRequired: false, LengthMax: 128 });
        Assert.True(fields["Status"] is { IsRequired: false, Options: [] }); // defaulted, and an open list: any text is stored
        Assert.True(fields["DoNotCall"] is { IsRequired: false, Type: "boolean" });
        Assert.False(fields["SystemModstamp"].IsWritable);
        Assert.True(fields["Integration_Key__c"].IsUnique);
        Assert.NotEmpty(fields["CleanStatus"].Options); // a restricted list
        Assert.Equal(fields.Keys.Order(StringComparer.Ordinal), fields.Keys);
    }

    [Fact]
    public async Task An_object_that_does_not_exist_has_no_schema()
    {
        await using var world = await OrgWorld.StartAsync();

        Assert.Null(await world.Worker.Schema.DescribeAsync("Leed", CancellationToken.None));
    }
}
