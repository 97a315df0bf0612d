using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin.Actions;

/// <summary>Look again, delete, and a link to the content, of anybody's upload.</summary>
internal static class ActionEndpoints
{
    private static readonly string[] Dispositions = ["inline", "attachment"];

    public static void MapActions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/uploads/{id}/look", LookAsync).WithName("AdminLookAtUpload").WithSummary("Looks at the object now and lets the record follow.").Produces<LookSchema>();
        routes.MapDelete("/uploads/{id}", DeleteAsync).WithName("AdminDeleteUpload").WithSummary("Deletes the object, then marks the record, whoever owns it.").Produces(204);
        routes.MapGet("/uploads/{id}/content", ContentAsync).WithName("AdminGetContent").WithSummary("A short-lived link to the object.").Produces<LinkSchema>();
        routes.MapOtherVerbs("/uploads/{id}", "GET, DELETE");
        routes.MapOtherVerbs("/uploads/{id}/look", "POST");
        routes.MapOtherVerbs("/uploads/{id}/content", "GET");
    }

    private static async Task<IResult> LookAsync(string id, HttpContext context, IUploadLedger ledger, AuditedUploads uploads, CancellationToken cancellationToken)
    {
        if (await ledger.FindAnyAsync(id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);

        var (look, after) = await uploads.LookAsync(context.GetCaller().Owner, upload, cancellationToken);
        var (word, reason) = look.Tell();
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("look", word);
            writer.WriteString("reason", reason);
            writer.WritePropertyName("upload");
            AdminUploadJson.Write(writer, after);
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IUploadLedger ledger, AuditedUploads uploads, CancellationToken cancellationToken)
    {
        if (await ledger.FindAnyAsync(id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        return await uploads.DeleteAsync(context.GetCaller().Owner, upload, cancellationToken) is { } problem ? new ProblemResult(problem) : Results.NoContent();
    }

    private static async Task<IResult> ContentAsync(string id, HttpContext context, IUploadLedger ledger, AuditedUploads uploads, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var disposition = query.Word("disposition", Dispositions);
        if (query.Problem is { } problem)
            return new ProblemResult(problem);
        if (await ledger.FindAnyAsync(id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        if (upload.State != UploadState.Stored)
            return new ProblemResult(KnownProblems.UploadNotStored);

        return await uploads.LinkAsync(context.GetCaller().Owner, upload, disposition == "attachment", cancellationToken) switch
        {
            OssOutcome<string>.Done(var url) => new JsonBody(StatusCodes.Status200OK, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("url", url);
                writer.WriteNumber("expiresIn", (int)UploadContent.LinkLife.TotalSeconds);
                writer.WriteEndObject();
            }),
            _ => new ProblemResult(KnownProblems.CredentialsUnavailable),
        };
    }

    private sealed record LookSchema(string Look, string? Reason, AdminUploadSchema Upload);

    private sealed record LinkSchema(string Url, int ExpiresIn);
}
