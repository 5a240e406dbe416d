using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Soql;

namespace Integration.Sandbox.Salesforce.Bulk;

/// <summary>Runs a query job and keeps its lines.</summary>
internal static class BulkQuery
{
    /// <summary>What a bulk query may not hold: facts/salesforce.md section 5.</summary>
    public static void Check(SoqlQuery query)
    {
        if (query.CountOnly || query.Aggregated || query.Offset > 0 || query.Items.Any(item => item is ChildItem or TypeofItem))
            throw RefusedException.Request("API_ERROR", "COUNT, GROUP BY, OFFSET, TYPEOF and child subqueries are not supported in Bulk Query");
    }

    public static void Work(SalesforceOrg org, BulkJob job)
    {
        var delimiter = CsvText.Delimiter(job.Delimiter);
        try
        {
            var answer = SoqlEngine.Run(org.State, new Caller(job.CreatedById) { Version = job.Version }, job.Soql!, job.Operation == "queryAll");
            var columns = answer.Bound.Projection.Columns;
            job.Header = string.Join(delimiter, columns.Select(column => CsvText.Quote(column.Header)));
            job.Lines.AddRange(answer.Rows.Select(row => string.Join(delimiter, columns.Select(column => CsvText.Quote(FieldJson.Csv(column.Path.Read(answer.Bound.Type, row)))))));
            job.Processed = answer.Count;
            job.State = "JobComplete";
        }
        catch (RefusedException refused)
        {
            (job.State, job.Error) = ("Failed", $"{refused.Errors[0].Code}: {refused.Errors[0].Message}");
        }
    }
}
