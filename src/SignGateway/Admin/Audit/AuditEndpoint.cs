using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;

namespace SignGateway.Admin.Audit;

/// <summary>Who did what, newest first.</summary>
internal static class AuditEndpoint
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit", ListAsync).WithName("AdminAudit").WithSummary("What administrators did, newest first.").Produces<AuditPageSchema>();
        routes.MapOtherVerbs("/audit", "GET");
    }

    private static async Task<IResult> ListAsync(HttpContext context, IAuditStore store, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var (limit, before) = (query.Limit(), query.AuditCursor());
        if (query.Problem is { } problem)
            return new ProblemResult(problem);

        var found = await store.ListAsync(limit + 1, before, cancellationToken);
        var items = found.Take(limit).ToList();
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var entry in items)
                Write(writer, entry);
            writer.WriteEndArray();
            writer.WriteString("nextCursor", found.Count > limit ? items[^1].Id.ToString() : null);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, AuditEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("at", UploadJson.ToText(entry.At));
        writer.WriteString("who", entry.Who);
        writer.WriteString("action", entry.Action);
        writer.WriteString("target", entry.Target);
        Write(writer, "before", entry.Before);
        Write(writer, "after", entry.After);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string>? values)
    {
        if (values is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private sealed record AuditPageSchema(IReadOnlyList<AuditSchema> Items, string? NextCursor);

    private sealed record AuditSchema(
        DateTimeOffset At, string Who, string Action, string? Target, Dictionary<string, string>? Before, Dictionary<string, string>? After);
}
