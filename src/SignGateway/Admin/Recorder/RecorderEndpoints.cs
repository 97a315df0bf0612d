using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin.Recorder;

/// <summary>What this replica's flight recorder holds.</summary>
internal static class RecorderEndpoints
{
    private const int MaxWord = 64;

    public static void MapRecorder(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/callbacks", List).WithName("AdminListCallbacks").Produces<AttemptPageSchema>()
            .WithSummary("The latest callbacks of the replica that is asked, newest first: code, verdict, uploadId, requestId.");
        routes.MapGet("/callbacks/{number}", Get).WithName("AdminGetCallback").WithSummary("One callback with the text that was verified, redacted.").Produces<AttemptDetailSchema>();
        routes.MapOtherVerbs("/callbacks", "GET");
        routes.MapOtherVerbs("/callbacks/{number}", "GET");
    }

    private static IResult List(HttpContext context, FlightRecorder recorder)
    {
        var query = new QueryReader(context.Request.Query);
        var (limit, before) = (query.Limit(), query.Number("cursor"));
        var (code, verdict) = (query.Text("code", MaxWord), query.Word("verdict", "recorded", "duplicate", "refused"));
        var (uploadId, requestId) = (query.Id("uploadId")?.ToString(), query.Text("requestId", MaxWord));
        if (query.Problem is { } problem)
            return new ProblemResult(problem);

        var found = recorder.NewestFirst()
            .Where(attempt => attempt.Number < (before ?? long.MaxValue)
                && (code is null || attempt.Code == code)
                && (verdict is null || attempt.Verdict == verdict)
                && (uploadId is null || attempt.UploadId == uploadId)
                && (requestId is null || attempt.RequestId == requestId))
            .Take(limit + 1)
            .ToList();
        var items = found.Take(limit).ToList();
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var attempt in items)
                attempt.Write(writer);
            writer.WriteEndArray();
            writer.WriteString("nextCursor", found.Count > limit ? items[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
            writer.WriteEndObject();
        });
    }

    private static IResult Get(string number, FlightRecorder recorder) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && recorder.Find(value) is { } found
            ? new JsonBody(StatusCodes.Status200OK, found.WriteDetail)
            : new ProblemResult(KnownProblems.NotFound.Because("This replica does not remember such a callback; it keeps the latest, and only its own."));

    private sealed record AttemptPageSchema(IReadOnlyList<AttemptSchema> Items, string? NextCursor);

    private sealed record AttemptSchema(
        long Number, DateTimeOffset At, string Replica, string Verdict, string? Code, string? Reason, string? RequestId, string? UploadId, double Milliseconds, int Bytes);

    private sealed record AttemptDetailSchema(
        long Number,
        DateTimeOffset At,
        string Replica,
        string Verdict,
        string? Code,
        string? Reason,
        string? RequestId,
        string? UploadId,
        double Milliseconds,
        int Bytes,
        string Target,
        IReadOnlyList<CandidateSchema> Candidates,
        Dictionary<string, string> Headers,
        string Body,
        bool Redacted);

    private sealed record CandidateSchema(string Path, string Text, bool Matched);
}
