using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Telemetry;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>Signed forms, one or many at a time.</summary>
internal static class GrantEndpoints
{
    private const string OneRoute = "/v1/uploads";
    private const string BatchRoute = "/v1/uploads:batch";
    private const int MaxBatch = 100;

    // 16 vars of 256 characters, escaped as \uXXXX twice over for characters outside the first plane, and a long file name.
    private const int MaxRequestBytes = 64 * 1024;
    private const int MaxBatchBytes = MaxBatch * MaxRequestBytes;

    public static void MapGrants(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(OneRoute, IssueOneAsync).WithName("IssueGrant").WithSummary("A signed form for exactly one object.")
            .Accepts<GrantRequestSchema>("application/json").Produces<GrantSchema>(201).Produces<GrantSchema>(200).ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapPost(BatchRoute, IssueBatchAsync).WithName("IssueGrants").WithSummary("Signed forms for up to 100 objects.")
            .Accepts<GrantBatchSchema>("application/json").Produces<GrantListSchema>().ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapOtherVerbs(OneRoute, "GET, POST");
        routes.MapOtherVerbs(BatchRoute, "POST");
    }

    private static async Task<IResult> IssueOneAsync(
        HttpContext context, GrantRequestParser parser, GrantRates rates, IssueGrants issue, GatewayMeter meter, CancellationToken cancellationToken)
    {
        var (unreadable, bytes, json) = await RequestJson.ReadAsync(context.Request, MaxRequestBytes, cancellationToken);
        if (unreadable is not null)
            return Refuse(meter, unreadable);
        if (IdempotencyClaim.Read(context.Request, OneRoute, bytes, out var claim) is { } badKey)
            return Refuse(meter, badKey);
        if (parser.Parse(json, context.GetCaller(), out var request) is { } problem)
            return Refuse(meter, problem);
        if (rates.Take(context, 1) is { } tooMany)
            return Refuse(meter, tooMany, request);

        var uploadsPath = UploadsPath(context, suffix: "");
        return await issue.ExecuteAsync(context.GetCaller(), [request!], isBatch: false, claim, cancellationToken) switch
        {
            GrantOutcome.Issued({ } grants, var repeated) => new JsonBody(
                repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created,
                writer => grants[0].Write(writer, uploadsPath)) { Location = grants[0].StatusUrl(uploadsPath) },
            GrantOutcome.Refused(var refusal) => Refuse(meter, refusal, request),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }

    private static async Task<IResult> IssueBatchAsync(
        HttpContext context, GrantRequestParser parser, GrantRates rates, IssueGrants issue, GatewayMeter meter, CancellationToken cancellationToken)
    {
        var (unreadable, bytes, json) = await RequestJson.ReadAsync(context.Request, MaxBatchBytes, cancellationToken);
        if (unreadable is not null)
            return Refuse(meter, unreadable);
        if (IdempotencyClaim.Read(context.Request, BatchRoute, bytes, out var claim) is { } badKey)
            return Refuse(meter, badKey);
        if (ParseBatch(json, parser, context.GetCaller(), out var requests) is { } problem)
            return Refuse(meter, problem);
        if (rates.Take(context, requests.Count) is { } tooMany)
            return Refuse(meter, tooMany);

        var uploadsPath = UploadsPath(context, suffix: ":batch");
        return await issue.ExecuteAsync(context.GetCaller(), requests, isBatch: true, claim, cancellationToken) switch
        {
            GrantOutcome.Issued({ } grants, _) => new JsonBody(StatusCodes.Status200OK, writer => WriteBatch(writer, grants, uploadsPath)),
            GrantOutcome.Refused(var refusal) => Refuse(meter, refusal),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
        };
    }

    // A refused batch is one refusal, of no profile in particular. Until a request is read, its profile is only what the caller wrote.
    private static ProblemResult Refuse(GatewayMeter meter, Problem problem, GrantRequest? request = null)
    {
        meter.Granted(request?.Profile.Name, request?.Method.ToText(), problem.Code);
        return new ProblemResult(problem);
    }

    private static Problem? ParseBatch(JsonElement json, GrantRequestParser parser, Caller caller, out List<GrantRequest> requests)
    {
        requests = [];
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("uploads", out var uploads) || uploads.ValueKind != JsonValueKind.Array
            || uploads.GetArrayLength() is 0 or > MaxBatch)
            return KnownProblems.RequestMalformed.Because($"Send {{\"uploads\":[…]}} with 1 to {MaxBatch} upload requests.");

        foreach (var item in uploads.EnumerateArray())
        {
            if (parser.Parse(item, caller, out var request) is { } problem)
                return problem with { Index = requests.Count };
            requests.Add(request!);
        }

        return null;
    }

    private static void WriteBatch(Utf8JsonWriter writer, IReadOnlyList<Grant> grants, string uploadsPath)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("grants");
        foreach (var grant in grants)
            grant.Write(writer, uploadsPath);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // The request's own path, so that path base and route prefix are in it wherever the routes are mapped.
    private static string UploadsPath(HttpContext context, string suffix)
    {
        var path = context.Request.PathBase.Add(context.Request.Path).ToUriComponent().TrimEnd('/');
        return path[..^suffix.Length];
    }
}
