using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Query errors with the excerpt and the caret that Salesforce puts before its sentence.</summary>
internal static class SoqlErrors
{
    // Real answers show the statement from about 32 characters before the place: captured for INVALID_TYPE.
    private const int ShownBefore = 32;

    public static RefusedException At(string code, string soql, int at, string sentence)
    {
        var row = soql.AsSpan(0, at).Count('\n') + 1;
        var lineStart = at == 0 ? 0 : soql.LastIndexOf('\n', at - 1) + 1;
        var column = at - lineStart + 1;
        var from = column > 60 ? at - ShownBefore : lineStart;
        var lineEnd = soql.IndexOf('\n', at) is var end and >= 0 ? end : soql.Length;
        return RefusedException.Request(code, $"\n{soql[from..lineEnd]}\n{new string(' ', at - from)}^\nERROR at Row:{row}:Column:{column}\n{sentence}");
    }

    public static RefusedException Unexpected(SoqlToken token) =>
        RefusedException.Request("MALFORMED_QUERY", $"unexpected token: '{(token.Kind == TokenKind.End ? "<EOF>" : token.Value)}'");

    public static RefusedException NoColumn(string soql, int at, string name, string entity) =>
        At("INVALID_FIELD", soql, at, $"No such column '{name}' on entity '{entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.");

    public static RefusedException NoRelationship(string soql, int at, string name) =>
        At("INVALID_FIELD", soql, at, $"Didn't understand relationship '{name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.");

    public static RefusedException NoType(string soql, int at, string name) =>
        At("INVALID_TYPE", soql, at, $"sObject type '{name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.");
}
