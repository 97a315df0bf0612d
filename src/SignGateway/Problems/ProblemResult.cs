using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SignGateway.Problems;

/// <summary>Answers with a problem as <c>application/problem+json</c>, with an explicit length and never compressed or chunked.</summary>
public sealed class ProblemResult : IResult, IStatusCodeHttpResult
{
    private readonly Problem _problem;

    /// <summary>Wraps a problem.</summary>
    public ProblemResult(Problem problem) => _problem = problem;

    /// <inheritdoc/>
    public int? StatusCode => _problem.Status;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        if (_problem.Status == StatusCodes.Status401Unauthorized)
            headers.WWWAuthenticate = "Bearer";
        if (_problem.RetryAfter is { } wait)
            headers.RetryAfter = RateState.Seconds(wait);
        _problem.Rate?.WriteTo(headers);
        if (_problem.Allow is { } verbs)
            headers.Allow = verbs;
        await new JsonBody(_problem.Status, writer => Write(writer, httpContext.TraceIdentifier)) { ContentType = "application/problem+json" }
            .ExecuteAsync(httpContext);
    }

    private void Write(Utf8JsonWriter writer, string requestId)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "about:blank");
        writer.WriteString("title", _problem.Title);
        writer.WriteNumber("status", _problem.Status);
        writer.WriteString("detail", _problem.Detail);
        writer.WriteString("code", _problem.Code);
        if (_problem.Index is { } index)
            writer.WriteNumber("index", index);
        if (_problem.Limits is { } limits)
            Write(writer, limits);
        writer.WriteString("requestId", requestId);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProblemLimits limits)
    {
        writer.WriteStartObject("limits");
        writer.WriteNumber("minBytes", limits.MinBytes);
        writer.WriteNumber("maxBytes", limits.MaxBytes);
        writer.WriteStartArray("contentTypes");
        foreach (var type in limits.ContentTypes)
            writer.WriteStringValue(type);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
