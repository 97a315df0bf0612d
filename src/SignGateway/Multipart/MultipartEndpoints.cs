using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Forwarding;
using SignGateway.Grants;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Multipart;

/// <summary>An upload in parts, once it is granted: URLs for parts, which parts are there, and putting them together. Others' uploads are not there.</summary>
internal static class MultipartEndpoints
{
    private const string PartsRoute = "/v1/uploads/{id}/parts";
    private const string CompleteRoute = "/v1/uploads/{id}/complete";
    private const int MaxRequestBytes = 4 * 1024;

    public static void MapMultipart(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(PartsRoute, SignAsync).WithName("SignParts").WithSummary("URLs for up to 100 parts of an upload.")
            .Accepts<PartNumbersSchema>("application/json").Produces<PartUrlsSchema>();
        routes.MapGet(PartsRoute, ListAsync).WithName("ListParts").WithSummary("The parts that are there, in order.").Produces<PartListSchema>();
        routes.MapPost(CompleteRoute, CompleteAsync).WithName("CompleteUpload").WithSummary("Puts the parts together and records the upload.").Produces<UploadSchema>();
        routes.MapOtherVerbs(PartsRoute, "GET, POST");
        routes.MapOtherVerbs(CompleteRoute, "POST");
    }

    private static async Task<IResult> SignAsync(string id, HttpContext context, IUploadLedger ledger, SignParts sign, CancellationToken cancellationToken)
    {
        var (unreadable, _, json) = await RequestJson.ReadAsync(context.Request, MaxRequestBytes, cancellationToken);
        if (unreadable is not null)
            return new ProblemResult(unreadable);
        if (PartNumbers.Read(json, out var numbers) is { } wrong)
            return new ProblemResult(wrong);
        if (await ledger.FindOwnAsync(context, id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        var (problem, urls) = await sign.ExecuteAsync(upload, numbers, cancellationToken);
        return problem is null ? new JsonBody(StatusCodes.Status200OK, writer => Write(writer, urls!)) : new ProblemResult(problem);
    }

    private static async Task<IResult> ListAsync(string id, HttpContext context, IUploadLedger ledger, ReadParts read, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        if (!TryReadNumber(query, "limit", MultipartCalls.PartsPerPage, 1, MultipartCalls.PartsPerPage, out var limit))
            return new ProblemResult(KnownProblems.RequestMalformed.Because($"limit must be a whole number from 1 to {MultipartCalls.PartsPerPage}."));
        if (!TryReadNumber(query, "cursor", 0, 0, int.MaxValue, out var after))
            return new ProblemResult(KnownProblems.RequestMalformed.Because("cursor must be a nextCursor of an earlier answer."));
        if (await ledger.FindOwnAsync(context, id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        var (problem, page) = await read.PageAsync(upload, after, limit, cancellationToken);
        return problem is null ? new JsonBody(StatusCodes.Status200OK, writer => Write(writer, page!)) : new ProblemResult(problem);
    }

    private static async Task<IResult> CompleteAsync(
        string id, HttpContext context, IUploadLedger ledger, SharedCompletions complete, AnswerUpload answer, CancellationToken cancellationToken)
    {
        if (await ledger.FindOwnAsync(context, id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        var (problem, completed) = await complete.ExecuteAsync(upload, cancellationToken);
        return problem is null ? await answer.ExecuteAsync(completed, cancellationToken) : new ProblemResult(problem);
    }

    private static void Write(Utf8JsonWriter writer, PartUrls urls)
    {
        var (expires, expiresIn) = (UploadJson.ToText(urls.ExpiresAt), (long)(urls.ExpiresAt - urls.Now).TotalSeconds);
        writer.WriteStartObject();
        writer.WriteStartArray("parts");
        foreach (var (number, url) in urls.Urls)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", number);
            writer.WriteString("url", url);
            writer.WriteStartObject("headers");
            writer.WriteEndObject();
            writer.WriteString("expires", expires);
            writer.WriteNumber("expiresIn", expiresIn);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PartPage page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("parts");
        foreach (var part in page.Parts)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", part.Number);
            writer.WriteNumber("size", part.Size);
            writer.WriteString("etag", part.ETag);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("nextCursor", page.Next?.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static bool TryReadNumber(IQueryCollection query, string name, int absent, int min, int max, out int value)
    {
        value = absent;
        return !query.TryGetValue(name, out var text)
            || (int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max);
    }
}
