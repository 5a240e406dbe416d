namespace Integration.Sandbox.Salesforce.Errors;

/// <summary>Salesforce refuses a record or a whole request. What the refused part had begun is rolled back.</summary>
public sealed class RefusedException(IReadOnlyList<ApiError> errors) : Exception(errors[0].Message)
{
    /// <summary>One error.</summary>
    public RefusedException(string code, string message, params string[] fields) : this([new ApiError(code, message, fields)]) { }

    /// <summary>What is wrong; at least one.</summary>
    public IReadOnlyList<ApiError> Errors => errors;

    /// <summary>True when the request could not be understood, so that in a list every record fails with it.</summary>
    public bool WholeRequest { get; init; }

    /// <summary>An error without a <c>fields</c> key, which concerns the request and not one record.</summary>
    public static RefusedException Request(string code, string message) => new([new ApiError(code, message)]) { WholeRequest = true };

    /// <summary>The same refusal for one record of a list, which does not fail its neighbours.</summary>
    public RefusedException AsRecord() => new(errors);

    /// <summary>Nothing at this path.</summary>
    public static RefusedException NotFound() => Request("NOT_FOUND", "The requested resource does not exist");
}
