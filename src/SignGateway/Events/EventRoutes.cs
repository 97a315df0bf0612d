using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Events.Outbox;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Events;

/// <summary>Events on their way and dead letters, for administrators.</summary>
internal static class EventRoutes
{
    private const int MaxName = 32;

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/v1/admin/events").RequireAdmin();
        events.MapGet("", ListAsync).WithName("AdminEvents").Produces<EventPageSchema>()
            .WithSummary("Dead letters, or with state=pending the events on their way, those of the newest uploads first: state, endpoint.");
        events.MapPost("/{id}/replay", ReplayAsync).WithName("AdminReplayEvent").Produces(204)
            .WithSummary("Delivers a dead letter after all, to every endpoint where it is one, or to the one that endpoint names.");
        events.MapOtherVerbs("", "GET");
        events.MapOtherVerbs("/{id}/replay", "POST");
    }

    private static async Task<IResult> ListAsync(HttpContext context, IEventOutbox outbox, EventTargets targets, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var status = OutboxWords.TryParseStatus(query.Word("state", OutboxStatus.Dead.ToText(), OutboxStatus.Pending.ToText()), out var named) ? named : OutboxStatus.Dead;
        var (limit, endpoint) = (query.Limit(), query.Text("endpoint", MaxName));
        var after = query.Cursor(text => EventPlace.TryParse(text, out var place) ? place : null);
        if (query.Problem is { } problem)
            return new ProblemResult(problem);

        var found = await outbox.ListAsync(new EventQuery(status, limit + 1) { Endpoint = endpoint, After = after }, cancellationToken);
        var items = found.Take(limit).ToList();
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var item in items)
                Write(writer, item);
            writer.WriteEndArray();
            writer.WriteString("nextCursor", found.Count > limit ? EventPlace.Of(items[^1]).ToString() : null);
            writer.WriteStartArray("endpoints");
            foreach (var target in targets.All)
                writer.WriteStringValue(target.Name);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> ReplayAsync(string id, HttpContext context, ReplayEvent replay, EventTargets targets, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var endpoint = query.Text("endpoint", MaxName);
        if (query.Problem is { } problem)
            return new ProblemResult(problem);
        if (!EventId.TryParse(id, out var known) || (endpoint is not null && !targets.Contains(endpoint)))
            return new ProblemResult(KnownProblems.EventNotFound);

        return await replay.ExecuteAsync(context.GetCaller().Owner, known, endpoint, cancellationToken) switch
        {
            ReplayOutcome.Replayed => Results.NoContent(),
            ReplayOutcome.NotDead => new ProblemResult(KnownProblems.EventNotDead),
            _ => new ProblemResult(KnownProblems.EventNotFound),
        };
    }

    private static void Write(Utf8JsonWriter writer, OutboxEvent item)
    {
        writer.WriteStartObject();
        writer.WriteString("id", item.Id.ToString());
        writer.WriteString("endpoint", item.Endpoint);
        writer.WriteString("type", item.Type);
        writer.WriteString("uploadId", item.Upload.Id.ToString());
        writer.WriteString("at", UploadJson.ToText(item.At));
        writer.WriteString("state", item.Status.ToText());
        writer.WriteNumber("attempts", item.Attempts);
        writer.WriteString("dueAt", item.DueAt is { } dueAt ? UploadJson.ToText(dueAt) : null);
        writer.WriteString("doneAt", item.DoneAt is { } doneAt ? UploadJson.ToText(doneAt) : null);
        writer.WriteString("error", item.LastError);
        writer.WriteEndObject();
    }

    private sealed record EventPageSchema(IReadOnlyList<EventSchema> Items, string? NextCursor, IReadOnlyList<string> Endpoints);

    private sealed record EventSchema(
        string Id, string Endpoint, string Type, string UploadId, DateTimeOffset At, string State, long Attempts, DateTimeOffset? DueAt, DateTimeOffset? DoneAt, string? Error);
}
