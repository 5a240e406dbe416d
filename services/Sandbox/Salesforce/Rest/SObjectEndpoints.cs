using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Wire;

namespace Integration.Sandbox.Salesforce.Rest;

/// <summary><c>sobjects/…</c>: finds the object, then what is asked of it.</summary>
internal static class SObjectEndpoints
{
    public static ApiAnswer Answer(SalesforceOrg org, ApiRequest request, string[] rest)
    {
        if (rest.Length == 0) return DiscoveryEndpoints.Global(org, request);
        var type = org.State.Schema.Find(rest[0], request.Caller) ?? throw RefusedException.NotFound();
        return (request.Method, rest) switch
        {
            ("GET", [_]) => DiscoveryEndpoints.Basic(request, type),
            ("POST", [_]) => RecordEndpoints.Create(org, request, type),
            ("GET", [_, "describe"]) => DiscoveryEndpoints.Describe(org, request, type),
            ("GET", [_, "updated"]) => ReplicationEndpoints.Updated(org, request, type),
            ("GET", [_, "deleted"]) => ReplicationEndpoints.Deleted(org, request, type),
            (_, [_, var id]) when type.Field(id) is null => ById(org, request, type, id),
            (_, [_, var key]) => EmptyKey(org, request, type, key),
            (_, [_, var key, var value]) => ByKey(org, request, type, key, value),
            (_, { Length: > 3 }) => throw RefusedException.NotFound(),
            _ => ApiAnswer.MethodNotAllowed(request.Method, "HEAD,GET,POST"),
        };
    }

    private static ApiAnswer ById(SalesforceOrg org, ApiRequest request, SObjectType type, string id) => request.Method switch
    {
        "GET" => RecordEndpoints.Get(org, request, type, id),
        "PATCH" => RecordEndpoints.Update(org, request, type, id),
        "DELETE" => RecordEndpoints.Delete(org, request, type, id),
        _ => ApiAnswer.MethodNotAllowed(request.Method, "HEAD,GET,PATCH,DELETE"),
    };

    // POST sobjects/X/Id upserts a record that has no id yet; any other empty key is refused as the vendor refuses it.
    private static ApiAnswer EmptyKey(SalesforceOrg org, ApiRequest request, SObjectType type, string key) =>
        request.Method == "POST" && key.Equals("Id", StringComparison.OrdinalIgnoreCase)
            ? RecordEndpoints.Create(org, request, type)
            : ApiAnswer.MethodNotAllowed(request.Method, "HEAD,GET,POST");

    private static ApiAnswer ByKey(SalesforceOrg org, ApiRequest request, SObjectType type, string keyName, string value)
    {
        var key = org.State.Permissions.Visible(request.Caller, type, keyName);
        if (key is not { Key: true })
            throw RefusedException.Request("NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {keyName}");
        return request.Method switch
        {
            "GET" => RecordEndpoints.GetByKey(org, request, type, key, value),
            "PATCH" => RecordEndpoints.Upsert(org, request, type, key, value),
            "DELETE" => RecordEndpoints.DeleteByKey(org, request, type, key, value),
            _ => ApiAnswer.MethodNotAllowed(request.Method, "HEAD,GET,PATCH,DELETE"),
        };
    }
}
