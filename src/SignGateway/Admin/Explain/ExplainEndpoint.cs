using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Uploads;
using SignGateway.Uploads.Audit;

namespace SignGateway.Admin.Explain;

/// <summary>Explains what an administrator pastes. The audit log hears what kind of text it was and how long, never the text.</summary>
internal static class ExplainEndpoint
{
    private const string Route = "/explain";
    private const int MaxText = 64 * 1024;

    // JSON may write a byte as six.
    private const int MaxBody = (6 * MaxText) + 1024;

    public static void MapExplain(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Route, ExplainAsync).WithName("AdminExplain").Accepts<ExplainSchema>("application/json").Produces<ExplanationSchema>()
            .WithSummary("What a grant, form, policy, callback, ticket or error of OSS says, and what is wrong with it.");
        routes.MapOtherVerbs(Route, "POST");
    }

    private static async Task<IResult> ExplainAsync(HttpContext context, ExplainPaste explain, AuditLog audit, CancellationToken cancellationToken)
    {
        var (unreadable, _, json) = await RequestJson.ReadAsync(context.Request, MaxBody, cancellationToken);
        if (unreadable is not null)
            return new ProblemResult(unreadable);
        if (TextOf(json) is not { } text)
            return new ProblemResult(KnownProblems.RequestMalformed.Because("Send {\"text\":\"…\"} with a text in whole characters."));
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > MaxText)
            return new ProblemResult(KnownProblems.RequestMalformed.Because($"The text is larger than {MaxText} bytes."));

        var explanation = await explain.ExecuteAsync(text, cancellationToken);
        var after = new Dictionary<string, string> { ["kind"] = explanation.Kind.ToText(), ["bytes"] = bytes.ToString(CultureInfo.InvariantCulture) };
        await audit.WriteAsync(context.GetCaller().Owner, AuditActions.Explain, null, null, after, cancellationToken);
        return new JsonBody(StatusCodes.Status200OK, explanation.Write);
    }

    private static string? TextOf(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            return null;
        }
    }

    private sealed record ExplainSchema(string Text);

    private sealed record ExplanationSchema(string Kind, string Summary, string Signature, long? ExpiresIn, IReadOnlyList<SectionSchema> Sections);

    private sealed record SectionSchema(string Title, IReadOnlyList<RowSchema> Rows);

    private sealed record RowSchema(string Name, string? Value, string? Expected, string Verdict, string? Hint);
}
