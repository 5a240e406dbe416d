using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Tests.Salesforce;

public sealed class SoqlTests
{
    private readonly OrgWorld world = new();

    public SoqlTests()
    {
        var account = world.Create("Account", ("Name", "Acme"), ("AnnualRevenue", 5_000_000m));
        world.Create("Contact", ("LastName", "Byron"), ("FirstName", "Ada"), ("Email", "ada@example.com"), ("AccountId", account));
        world.Create("Contact", ("LastName", "Orphan"), ("Email", "orphan@example.com"));
        world.Lead("Alpha", ("Status", "Open - Not Contacted"), ("Email", "alpha@example.com"), ("NumberOfEmployees", 10m), ("HubSpot_Contact_Id__c", "h1"));
        world.Lead("Beta", ("Status", "Working - Contacted"), ("NumberOfEmployees", 50m), ("HubSpot_Contact_Id__c", "h2"), ("Title", "50% off_er"));
        world.Pass(TimeSpan.FromSeconds(10));
        world.Lead("gamma", ("Status", "Working - Contacted"), ("Title", "It's \\ here"), ("DoNotCall", true));
    }

    [Theory]
    [InlineData("LastName = 'ALPHA'", "Alpha")]
    [InlineData("LastName != 'alpha'", "Beta gamma")]
    [InlineData("Title != 'x'", "Alpha Beta gamma")] // A row that holds nothing differs from every value.
    [InlineData("Title = null", "Alpha")]
    [InlineData("Email != null", "Alpha")]
    [InlineData("NumberOfEmployees > 10", "Beta")]
    [InlineData("NumberOfEmployees >= 10 AND NumberOfEmployees <= 50", "Alpha Beta")]
    [InlineData("LastName LIKE 'g%'", "gamma")]
    [InlineData("LastName LIKE '_eta'", "Beta")]
    [InlineData("Title LIKE '50\\% off\\_er'", "Beta")]
    [InlineData("(NOT LastName LIKE 'g%')", "Alpha Beta")]
    [InlineData("NOT (LastName = 'Alpha' OR LastName = 'Beta')", "gamma")]
    [InlineData("Title = 'It\\'s \\\\ here'", "gamma")]
    [InlineData("LastName IN ('alpha','GAMMA')", "Alpha gamma")]
    [InlineData("LastName NOT IN ('alpha')", "Beta gamma")]
    [InlineData("DoNotCall = TRUE", "gamma")]
    [InlineData("HubSpot_Contact_Id__c IN ('H1','h2')", "Alpha Beta")]
    [InlineData("Owner.Email = 'integration@sandbox.test' AND LastName = 'Alpha'", "Alpha")]
    [InlineData("SystemModstamp > 2026-11-22T09:15:02Z", "gamma")]
    [InlineData("SystemModstamp > 2026-11-22T09:15:02.500Z", "gamma")]
    [InlineData("SystemModstamp >= 2026-11-22T10:15:02+01:00 AND SystemModstamp < 2026-11-22T09:15:12Z", "Alpha Beta")]
    [InlineData("SystemModstamp > 2026-11-22T09:15:05Z OR (SystemModstamp = 2026-11-22T09:15:02Z AND LastName = 'Beta')", "Beta gamma")]
    [InlineData("CreatedDate = TODAY", "Alpha Beta gamma")]
    [InlineData("CreatedDate < LAST_N_DAYS:1", "")]
    [InlineData("Name = 'beta'", "Beta")]
    public void A_condition_finds(string condition, string expected)
    {
        var found = world.Query($"SELECT LastName FROM Lead WHERE {condition} ORDER BY LastName");
        Assert.Equal(expected, string.Join(' ', found.Select(row => (string)row["LastName"]!)));
    }

    [Fact]
    public void A_keyset_page_starts_behind_the_last_row_of_equal_stamp()
    {
        var first = world.Query("SELECT Id FROM Lead ORDER BY SystemModstamp, Id LIMIT 1")[0];
        var rest = world.Query($"SELECT Id, LastName FROM Lead WHERE SystemModstamp > 2026-11-22T09:15:02Z OR (SystemModstamp = 2026-11-22T09:15:02Z AND Id > '{first["Id"]}') ORDER BY SystemModstamp, Id");
        Assert.Equal(["Beta", "gamma"], rest.Select(row => (string)row["LastName"]!));
    }

    [Fact]
    public void A_missing_parent_is_null_and_a_found_one_is_nested()
    {
        var rows = world.Query("SELECT LastName, Account.Name, Account.Owner.Name FROM Contact ORDER BY LastName");
        Assert.Equal("Acme", (string)rows[0]["Account"]!["Name"]!);
        Assert.Equal("Sync Integration", (string)rows[0]["Account"]!["Owner"]!["Name"]!);
        Assert.True(rows[1].ContainsKey("Account") && rows[1]["Account"] is null);
    }

    [Fact]
    public void A_child_subquery_without_rows_is_null()
    {
        world.Create("Account", ("Name", "Empty"));
        var rows = world.Query("SELECT Name, (SELECT LastName FROM Contacts) FROM Account ORDER BY Name");
        Assert.Equal("Byron", (string)rows[0]["Contacts"]!["records"]![0]!["LastName"]!);
        Assert.True(rows[1].ContainsKey("Contacts") && rows[1]["Contacts"] is null);
    }

    [Fact]
    public void Groups_carry_their_key_and_an_unnamed_number_is_expr0()
    {
        var rows = world.Query("SELECT Status, COUNT(Id), MAX(NumberOfEmployees) most FROM Lead GROUP BY Status HAVING COUNT(Id) > 1");
        var group = Assert.Single(rows);
        Assert.Equal("AggregateResult", (string)group["attributes"]!["type"]!);
        Assert.Equal(2, (int)group["expr0"]!);
        Assert.Equal(50, (int)group["most"]!);
    }

    [Fact]
    public void A_semi_join_and_fields_and_typeof_are_understood()
    {
        Assert.Single(world.Query("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Byron')"));
        Assert.Equal("ada@example.com", (string)world.Query("SELECT FIELDS(ALL) FROM Contact LIMIT 1")[0]["Email"]!);
        world.Create("Task", ("Subject", "Call"), ("WhoId", (string)world.Query("SELECT Id FROM Lead LIMIT 1")[0]["Id"]!));
        Assert.Equal("Analytical Engines Ltd", (string)world.One("SELECT TYPEOF Who WHEN Lead THEN Company WHEN Contact THEN Department END FROM Task")["Who"]!["Company"]!);
    }

    [Fact]
    public void Nulls_come_first_unless_asked_otherwise()
    {
        Assert.Null(world.Query("SELECT NumberOfEmployees FROM Lead ORDER BY NumberOfEmployees")[0]["NumberOfEmployees"]);
        Assert.Equal(50, (int)world.Query("SELECT NumberOfEmployees FROM Lead ORDER BY NumberOfEmployees DESC NULLS LAST")[0]["NumberOfEmployees"]!);
    }

    [Theory]
    [InlineData("SELECT Id FORM Lead", "MALFORMED_QUERY", "unexpected token: 'FORM'")]
    [InlineData("SELECT Id FROM Lead WHERE Email = ada", "MALFORMED_QUERY", "\nSELECT Id FROM Lead WHERE Email = ada\n                                  ^\nERROR at Row:1:Column:35\nBind variables only allowed in Apex code")]
    [InlineData("SELECT Id FROM Leed", "INVALID_TYPE", "\nSELECT Id FROM Leed\n               ^\nERROR at Row:1:Column:16\nsObject type 'Leed' is not supported.*")]
    [InlineData("SELECT Id, Nope__c FROM Lead", "INVALID_FIELD", "\nSELECT Id, Nope__c FROM Lead\n           ^\nERROR at Row:1:Column:12\nNo such column 'Nope__c' on entity 'Lead'.*")]
    [InlineData("SELECT Id FROM Lead WHERE Email = 'a' AND Title = 'b' OR Phone = 'c'", "MALFORMED_QUERY", "unexpected token: 'OR'")]
    [InlineData("SELECT Id FROM Lead WHERE SystemModstamp > '2026-11-22T00:00:00Z'", "MALFORMED_QUERY", "*should not be enclosed in quotes")]
    [InlineData("SELECT Id FROM Lead WHERE Email IS NULL", "MALFORMED_QUERY", "unexpected token: 'IS'")]
    [InlineData("SELECT Id FROM Lead WHERE Description = 'x'", "INVALID_FIELD", "*can not be filtered*")]
    [InlineData("SELECT Id FROM Lead OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000")]
    [InlineData("SELECT Id FROM Lead FOR UPDATE", "MALFORMED_QUERY", "unexpected token: 'UPDATE'")]
    [InlineData("SELECT Id FROM Lead ALL ROWS", "MALFORMED_QUERY", "unexpected token: 'ALL'")]
    [InlineData("SELECT Id FROM Lead WHERE Email = :mail", "MALFORMED_QUERY", "*Bind variables*")]
    [InlineData("SELECT Id FROM Lead WHERE Title = 'a\\q'", "MALFORMED_QUERY", "*Illegal character*")]
    [InlineData("SELECT Id FROM Lead WHERE Title = 'open", "MALFORMED_QUERY", "*unterminated*")]
    [InlineData("SELECT FIELDS(ALL) FROM Lead", "MALFORMED_QUERY", "*LIMIT*")]
    [InlineData("SELECT", "MALFORMED_QUERY", "unexpected token: '<EOF>'")]
    [InlineData("SELECT Status, Title FROM Lead GROUP BY Status", "MALFORMED_QUERY", "Field must be grouped*")]
    public void A_wrong_statement_is_refused_with_its_place(string soql, string code, string message)
    {
        var refused = Assert.Throws<RefusedException>(() => world.Query(soql));
        Assert.Equal(code, refused.Errors[0].Code);
        Assert.Matches("^" + System.Text.RegularExpressions.Regex.Escape(message).Replace("\\*", "[\\s\\S]*") + "$", refused.Errors[0].Message);
    }

    [Fact]
    public void Brackets_without_end_are_refused_and_not_followed()
    {
        var deep = new string('(', 5_000) + "Id = null" + new string(')', 5_000);
        Assert.Throws<RefusedException>(() => world.Query($"SELECT Id FROM Lead WHERE {deep}"));
    }
}
