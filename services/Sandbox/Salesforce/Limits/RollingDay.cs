namespace Integration.Sandbox.Salesforce.Limits;

/// <summary>Counts within a rolling 24 hours, kept by the hour.</summary>
internal sealed class RollingDay(TimeProvider time)
{
    private readonly SortedDictionary<long, int> byHour = [];

    public int Used
    {
        get
        {
            Forget();
            return byHour.Values.Sum();
        }
    }

    public void Add(int count)
    {
        var hour = Hour;
        byHour[hour] = byHour.GetValueOrDefault(hour) + count;
    }

    private long Hour => time.GetUtcNow().ToUnixTimeSeconds() / 3600;

    private void Forget()
    {
        var oldest = Hour - 24;
        while (byHour.Count > 0 && byHour.Keys.First() is var first && first <= oldest) byHour.Remove(first);
    }
}
