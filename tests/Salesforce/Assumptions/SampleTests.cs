using System.Text.Json;
using Integration.Salesforce.Client;
using Integration.Salesforce.Faults;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Tests.Assumptions;

/// <summary>The wire shapes that were collected of real orgs; they live beside the repository and are not part of it.</summary>
public class SampleTests
{
    [Fact]
    public void Every_collected_error_is_known_to_us_by_its_code()
    {
        var files = Directory.GetFiles(Samples("errors"), "*.json");

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var errors = SalesforceDialect.ErrorsOf(File.ReadAllBytes(file));
            Assert.NotNull(errors);
            Assert.All(errors, error => Assert.True(error.Code is "METHOD_NOT_ALLOWED" or "EXCEEDED_ID_LIMIT" or "JSON_PARSER_ERROR" or "MALFORMED_QUERY" || FaultTable.Of(error.Code) is not null, error.Code));
        });
    }

    [Fact]
    public void A_real_describe_is_read_whole()
    {
        var describe = DescribedObject.Read(Json(Path.Combine(Shared("specs"), "salesforce", "describe", "Lead.json")));

        Assert.Equal("Lead", describe.Name);
        Assert.True(describe["LastName"] is { Length: 80, IsNillable: false, IsUpdateable: true });
        Assert.True(describe["IsConverted"] is { Type: "boolean" });
        Assert.NotEmpty(describe["Status"]!.ActiveValues);
    }

    [Fact]
    public void Collected_results_and_pages_are_read()
    {
        var rest = Samples("rest");
        Assert.Equal([true, false, true], RowResult.ReadAll(Json(Path.Combine(rest, "collections.upsert.response.200.json")), 3)!.Select(row => row.IsGood));
        Assert.Equal("00Q5g00000LeadFEAR", RowResult.ReadAll(Json(Path.Combine(rest, "collections.delete.response.200.json")), 2)![1].Id);
        Assert.NotNull(QueryPage.Read(Json(Path.Combine(Samples("soql"), "query.page1.json")))!.Next);
        Assert.Null(QueryPage.Read(Json(Path.Combine(Samples("soql"), "query.page2.json")))!.Next);
    }

    [Fact]
    public void Every_id_in_the_collected_results_keeps_its_check_characters()
    {
        var row = Json(Path.Combine(Samples("rest"), "lead.get.200.json"));

        Assert.True(SalesforceIds.TryNormalise(FieldText.TextOf(row, "Id"), out var id));
        Assert.Equal(FieldText.TextOf(row, "Id"), id);
    }

    private static string Samples(string folder) => Path.Combine(Shared("samples"), "salesforce", folder);

    private static string Shared(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", folder))) return Path.Combine(at.FullName, "shared", folder);
        Assert.Skip($"no folder shared/{folder} beside the repository: the collected samples are not part of it");
        throw new InvalidOperationException();
    }

    private static JsonElement Json(string path) => JsonElement.Parse(File.ReadAllBytes(path));
}
