using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Tickets;
using SignGateway.Uploads;
using SignGateway.Uploads.History;

namespace SignGateway.Admin;

/// <summary>One upload, whoever owns it, and what happened to it.</summary>
internal static class OneUploadEndpoint
{
    private const int MaxHistory = 200;

    public static void MapOneUpload(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/uploads/{id}", GetAsync).WithName("AdminGetUpload").WithSummary("One upload and its history, newest first.").Produces<UploadHistorySchema>();

    /// <summary>The upload of that id, or null.</summary>
    public static async Task<UploadRecord?> FindAnyAsync(this IUploadLedger ledger, string id, CancellationToken cancellationToken) =>
        UploadId.TryParse(id, out var uploadId) && await ledger.FindAsync(uploadId, cancellationToken) is { State: not UploadState.Prefix } upload ? upload : null;

    private static async Task<IResult> GetAsync(
        string id, IUploadLedger ledger, IUploadHistory history, HistoryWriter writer, CancellationToken cancellationToken)
    {
        if (await ledger.FindAnyAsync(id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);

        await writer.FlushAsync(cancellationToken);
        var entries = await history.ListAsync(upload.Id, MaxHistory, cancellationToken);
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("upload");
            AdminUploadJson.Write(writer, upload);
            writer.WriteStartArray("history");
            foreach (var entry in entries)
                WriteEntry(writer, entry.At, entry.Event, entry.Replica, entry.Detail);
            // Its record has said this from the start, also where the history has forgotten it.
            WriteEntry(writer, upload.IssuedAt, "issued", null, new Dictionary<string, string>());
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteEntry(Utf8JsonWriter writer, DateTimeOffset at, string what, string? replica, IReadOnlyDictionary<string, string> detail)
    {
        writer.WriteStartObject();
        writer.WriteString("at", UploadJson.ToText(at));
        writer.WriteString("event", what);
        writer.WriteString("replica", replica);
        writer.WriteStartObject("detail");
        foreach (var (name, value) in detail)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private sealed record UploadHistorySchema(AdminUploadSchema Upload, IReadOnlyList<HistoryEntrySchema> History);

    private sealed record HistoryEntrySchema(DateTimeOffset At, string Event, string? Replica, Dictionary<string, string> Detail);
}
