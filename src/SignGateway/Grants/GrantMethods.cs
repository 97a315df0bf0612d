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
    public Problem? Admit(Caller caller, IReadOnlyList<GrantRequest> requests)
    {
        foreach (var (name, method) in _methods)
        {
            var count = 0;
            for (var index = 0; index < requests.Count; index++)
                count += requests[index].Method == name ? 1 : 0;
            if (count > 0 && method.Admit(caller, count) is { } problem)
                return problem;
        }

        return null;
    }
}
