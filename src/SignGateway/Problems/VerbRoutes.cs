using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SignGateway.Problems;

/// <summary>Routes that answer every wrong verb and every unknown path with a problem instead of an empty body.</summary>
public static class VerbRoutes
{
    /// <summary>
    /// Answers what no other endpoint of the pattern takes: another verb with 405 and an Allow header,
    /// an allowed verb with a body of a media type that its endpoint does not take with 415.
    /// </summary>
    public static IEndpointConventionBuilder MapOtherVerbs(this IEndpointRouteBuilder endpoints, string pattern, string allow)
    {
        var verbs = allow.Split(", ");
        var (otherVerb, otherType) = (new ProblemResult(KnownProblems.MethodNotAllowed with { Allow = allow }), new ProblemResult(KnownProblems.MediaTypeUnsupported));
        return endpoints.Map(pattern, (HttpRequest request) => verbs.Contains(request.Method) ? otherType : otherVerb).ExcludeFromDescription();
    }

    /// <summary>Answers every path that no other endpoint takes with 404.</summary>
    public static IEndpointConventionBuilder MapUnknownPaths(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.Map(pattern, () => new ProblemResult(KnownProblems.NotFound)).ExcludeFromDescription();
}
