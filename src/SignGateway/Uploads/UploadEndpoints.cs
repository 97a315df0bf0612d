using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Tickets;

namespace SignGateway.Uploads;

/// <summary>An owner's own uploads: list, one, content, delete.</summary>
internal static class UploadEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const int MaxWaitSeconds = 20;

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/uploads", ListAsync).WithName("ListUploads").WithSummary("Own uploads, newest first.").Produces<UploadPageSchema>();
        routes.MapGet("/v1/uploads/{id}", GetAsync).WithName("GetUpload").WithSummary("One upload; wait=SECONDS holds the answer while it is issued.").Produces<UploadSchema>();
        routes.MapGet("/v1/uploads/{id}/content", ContentAsync).WithName("GetUploadContent").WithSummary("A short-lived link to the object.");
        routes.MapDelete("/v1/uploads/{id}", DeleteAsync).WithName("DeleteUpload").WithSummary("Deletes the object, then marks the record.").Produces(204);
        routes.MapOtherVerbs("/v1/uploads/{id}", "GET, DELETE");
        routes.MapOtherVerbs("/v1/uploads/{id}/content", "GET");
    }

    /// <summary>The caller's own upload of that id, or null.</summary>
    public static async Task<UploadRecord?> FindOwnAsync(this IUploadLedger ledger, HttpContext context, string id, CancellationToken cancellationToken) =>
        UploadId.TryParse(id, out var uploadId) && await ledger.FindAsync(uploadId, cancellationToken) is { State: not UploadState.Prefix } upload && upload.Owner == context.GetCaller().Owner
            ? upload
            : null;

    private static async Task<IResult> ListAsync(HttpContext context, IUploadLedger ledger, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        if (!TryReadNumber(query, "limit", DefaultLimit, 1, MaxLimit, out var limit))
            return Malformed($"limit must be a whole number from 1 to {MaxLimit}.");

        UploadId? before = null;
        if (query.TryGetValue("cursor", out var cursor) && cursor.ToString() is { Length: > 0 } text)
        {
            if (!UploadId.TryParse(text, out var id))
                return Malformed("cursor must be a nextCursor of an earlier answer.");
            before = id;
        }

        UploadState? state = null;
        if (query.TryGetValue("state", out var word) && word.ToString() is { Length: > 0 } stateText)
        {
            if (!UploadWords.TryParseState(stateText, out var known))
                return Malformed("state must be issued, stored, expired, deleted or rejected.");
            state = known;
        }

        var profile = query["profile"].ToString();
        var page = await ledger.ListAsync(
            new UploadQuery(context.GetCaller().Owner, limit + 1, before, state, profile.Length == 0 ? null : profile), cancellationToken);
        var items = page.Take(limit).ToList();
        var next = page.Count > limit ? items[^1].Id.ToString() : null;
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var upload in items)
                UploadJson.Write(writer, upload);
            writer.WriteEndArray();
            writer.WriteString("nextCursor", next);
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, IUploadLedger ledger, WaitForUpload wait, CancellationToken cancellationToken)
    {
        if (!TryReadNumber(context.Request.Query, "wait", 0, 0, MaxWaitSeconds, out var seconds))
            return Malformed($"wait must be a whole number of seconds from 0 to {MaxWaitSeconds}.");
        if (await ledger.FindOwnAsync(context, id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);

        upload = await wait.ExecuteAsync(upload, TimeSpan.FromSeconds(seconds), cancellationToken);
        return new JsonBody(StatusCodes.Status200OK, writer => UploadJson.Write(writer, upload));
    }

    private static async Task<IResult> ContentAsync(string id, HttpContext context, IUploadLedger ledger, UploadContent content, CancellationToken cancellationToken)
    {
        var disposition = context.Request.Query["disposition"].ToString();
        if (disposition is not ("" or "inline" or "attachment"))
            return Malformed("disposition must be attachment or inline.");
        if (await ledger.FindOwnAsync(context, id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        if (upload.State != UploadState.Stored)
            return new ProblemResult(KnownProblems.UploadNotStored);

        return await content.LinkAsync(upload, disposition == "attachment", cancellationToken) switch
        {
            OssOutcome<string>.Done(var url) => AcceptsJson(context) ? LinkAsJson(url) : new SeeObject(url),
            _ => new ProblemResult(KnownProblems.CredentialsUnavailable),
        };
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IUploadLedger ledger, DeleteUpload delete, CancellationToken cancellationToken)
    {
        if (await ledger.FindOwnAsync(context, id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        return await delete.ExecuteAsync(upload, cancellationToken) is { } problem ? new ProblemResult(problem) : Results.NoContent();
    }

    private static JsonBody LinkAsJson(string url) => new(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("url", url);
        writer.WriteNumber("expiresIn", (int)UploadContent.LinkLife.TotalSeconds);
        writer.WriteEndObject();
    });

    private static bool AcceptsJson(HttpContext context) =>
        MediaTypeHeaderValue.TryParseList(context.Request.Headers.Accept, out var types)
        && types.Any(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    private static bool TryReadNumber(IQueryCollection query, string name, int absent, int min, int max, out int value)
    {
        value = absent;
        return !query.TryGetValue(name, out var text)
            || (int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max);
    }

    private static ProblemResult Malformed(string detail) => new(KnownProblems.RequestMalformed.Because(detail));
}
