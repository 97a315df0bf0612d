using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SignGateway.Problems;

/// <summary>Routes that answer every wrong verb and every unknown path with a problem instead of an empty body.</summary>
public static class VerbRoutes
{
    /// <summary>Answers verbs that no other endpoint of the pattern takes with 405 and an Allow header.</summary>
    public static IEndpointConventionBuilder MapOtherVerbs(this IEndpointRouteBuilder endpoints, string pattern, string allow) =>
        endpoints.Map(pattern, () => new ProblemResult(KnownProblems.MethodNotAllowed with { Allow = allow })).ExcludeFromDescription();

    /// <summary>Answers every path that no other endpoint takes with 404.</summary>
    public static IEndpointConventionBuilder MapUnknownPaths(this IEndpointRouteBuilder endpoints, string pattern) =>
        endpoints.Map(pattern, () => new ProblemResult(KnownProblems.NotFound)).ExcludeFromDescription();
}
