using SignGateway.Problems;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>The ways of uploading, by name.</summary>
internal sealed class GrantMethods
{
    private readonly Dictionary<UploadMethod, IGrantMethod> _methods;

    public GrantMethods(IEnumerable<IGrantMethod> methods) => _methods = methods.ToDictionary(method => method.Method);

    public IGrantMethod Of(GrantRequest request) => _methods[request.Method];

    /// <summary>Null if the caller may have these grants now.</summary>
    public Problem? Admit(Caller caller, IEnumerable<GrantRequest> requests) => requests
        .GroupBy(request => request.Method)
        .Select(group => _methods[group.Key].Admit(caller, group.Count()))
        .FirstOrDefault(problem => problem is not null);
}
