using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>The answers that front ends written after OSS's own sample servers expect.</summary>
internal static class CompatEndpoints
{
    private const string V1Route = "/v1/compat/aliyun/v1";
    private const string V4Route = "/v1/compat/aliyun/v4";
    private const string SampleRoute = "/get_post_signature_for_oss_upload";

    public static void MapCompat(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(V1Route, IssueV1Async).WithName("IssuePrefixGrantV1").WithSummary("A V1 policy for a directory, as OSS's sample servers answer.").Produces<PrefixGrantV1Schema>().ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapGet(V4Route, IssueV4Async).WithName("IssuePrefixGrantV4").WithSummary("A V4 policy for a directory, as OSS's sample servers answer.").Produces<PrefixGrantV4Schema>().ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapGet(SampleRoute, IssueV4Async).ExcludeFromDescription();
        foreach (var route in (string[])[V1Route, V4Route, SampleRoute])
            routes.MapOtherVerbs(route, "GET");
    }

    private static Task<IResult> IssueV1Async(HttpContext context, GrantRates rates, IssuePrefixGrant issue, GatewayMeter meter, CancellationToken cancellationToken) =>
        IssueAsync(context, rates, issue, meter, SignatureVersion.V1, (grant, writer) => grant.WriteV1(writer), cancellationToken);

    private static Task<IResult> IssueV4Async(HttpContext context, GrantRates rates, IssuePrefixGrant issue, GatewayMeter meter, CancellationToken cancellationToken) =>
        IssueAsync(context, rates, issue, meter, SignatureVersion.V4, (grant, writer) => grant.WriteV4(writer), cancellationToken);

    private static async Task<IResult> IssueAsync(
        HttpContext context,
        GrantRates rates,
        IssuePrefixGrant issue,
        GatewayMeter meter,
        SignatureVersion version,
        Action<PrefixGrant, Utf8JsonWriter> write,
        CancellationToken cancellationToken)
    {
        if (rates.Take(context, 1) is { } tooMany)
            return Refuse(meter, tooMany);
        var profile = context.Request.Query["profile"].ToString();
        var (problem, grant) = await issue.ExecuteAsync(context.GetCaller(), profile.Length == 0 ? ProfileCatalog.DefaultName : profile, version, cancellationToken);
        return problem is null ? new JsonBody(StatusCodes.Status200OK, writer => write(grant!, writer)) : Refuse(meter, problem);
    }

    // The profile is what the caller wrote, which need not be one of ours.
    private static ProblemResult Refuse(GatewayMeter meter, Problem problem)
    {
        meter.Granted(null, IssuePrefixGrant.Method, problem.Code);
        return new ProblemResult(problem);
    }
}
