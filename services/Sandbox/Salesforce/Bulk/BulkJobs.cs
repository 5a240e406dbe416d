using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Bulk;

/// <summary>The org's bulk jobs. A job is worked when its time has come and somebody looks: the org has no timers.</summary>
internal sealed class BulkJobs(SalesforceOrg org)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly Dictionary<string, BulkJob> jobs = new(StringComparer.Ordinal);

    public IEnumerable<BulkJob> All => jobs.Values.OrderBy(job => job.Id, StringComparer.Ordinal);

    public void Add(BulkJob job) => jobs[job.Id] = job;

    public void Remove(BulkJob job) => jobs.Remove(job.Id);

    /// <summary>The job, worked as far as its time allows.</summary>
    public BulkJob Find(string id, bool query)
    {
        foreach (var old in jobs.Values.Where(job => org.State.Now - job.Created >= Kept).ToList()) jobs.Remove(old.Id);
        if (RecordId.Normalise(id) is not { } full || !jobs.TryGetValue(full, out var job) || job.IsQuery != query) throw RefusedException.NotFound();
        Advance(job);
        return job;
    }

    /// <summary>Works what was uploaded but not yet worked, before a snapshot.</summary>
    public void AdvanceAll()
    {
        foreach (var job in jobs.Values) Advance(job);
    }

    public void Clear() => jobs.Clear();

    private void Advance(BulkJob job)
    {
        if (job.State is not ("UploadComplete" or "InProgress")) return;
        var passed = org.State.Now - job.Changed;
        if (job.State == "UploadComplete" && passed < org.Options.BulkDelay) return;
        if (job.State == "UploadComplete" && org.Options.BulkDelay > TimeSpan.Zero)
        {
            job.State = "InProgress";
            job.Changed = org.State.Now;
            return;
        }
        if (passed < org.Options.BulkDelay) return;
        if (job.IsQuery) BulkQuery.Work(org, job);
        else BulkIngest.Work(org, job);
        job.Changed = org.State.Now;
    }
}
