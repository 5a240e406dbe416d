using Bogus;

namespace Integration.App.Demo;

/// <summary>One invented human, before either system knows of it.</summary>
internal sealed record DemoPerson(string First, string Last, string Email, string Company, string Title, string Phone, string City, string Zip, string Country, string Website);

/// <summary>Invents people and companies; one seed gives the same ones on every machine.</summary>
internal static class DemoPeople
{
    /// <summary>The demo's seed. Changing it makes another town of people for everyone who starts afresh.</summary>
    public const int Seed = 4711;

    private static readonly string[] Countries = ["Germany", "Austria", "Switzerland", "United Kingdom", "United States"];

    private static readonly string[] Titles =
    [
        "Head of Marketing", "VP Sales", "Sales Development Representative", "IT Director", "Chief Financial Officer", "Office Manager",
        "Marketing Manager", "Head of Operations", "Software Engineer", "Managing Director", "Procurement Lead", "HR Business Partner",
    ];

    /// <param name="count">How many; mail addresses are distinct and under <c>.example</c>, which nobody can receive mail at.</param>
    public static IReadOnlyList<DemoPerson> Make(int count)
    {
        var faker = new Faker("en") { Random = new Randomizer(Seed) };
        var companies = Enumerable.Range(0, Math.Max(1, count / 5)).Select(_ => faker.Company.CompanyName()).Distinct().ToList();
        var people = new List<DemoPerson>(count);
        for (var number = 1; number <= count; number++)
        {
            var (first, last) = (faker.Name.FirstName(), faker.Name.LastName());
            var company = faker.PickRandom(companies);
            var domain = Slug(company) + ".example";
            people.Add(new DemoPerson(
                first, last, $"{Slug(first)}.{Slug(last)}.{number}@{domain}", company, faker.PickRandom(Titles),
                faker.Random.Replace("+49 30 ######"), faker.Address.City(), faker.Random.Replace("#####"), faker.PickRandom(Countries), $"https://www.{domain}"));
        }
        return people;
    }

    private static string Slug(string text) => new([.. text.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
}
