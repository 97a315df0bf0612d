using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Admin;

/// <summary>Uploads of all owners.</summary>
internal static class SearchEndpoint
{
    private const int MaxOwner = 128;
    private const int MaxKey = 1023;
    private const int MaxProfile = 32;
    private const int MaxType = 127;

    private static readonly string[] States = [.. Enum.GetValues<UploadState>().Where(state => state != UploadState.Prefix).Select(state => state.ToText())];

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/uploads", SearchAsync).WithName("AdminSearchUploads").Produces<AdminUploadPageSchema>()
            .WithSummary("Uploads of all users, newest first: user, id, keyPrefix, profile, state, evidence, type, minSize, maxSize, from, to. A page with a nextCursor may hold fewer than asked for.");
        routes.MapOtherVerbs("/uploads", "GET");
    }

    private static async Task<IResult> SearchAsync(HttpContext context, IUploadLedger ledger, CancellationToken cancellationToken)
    {
        var query = new QueryReader(context.Request.Query);
        var search = Read(query);
        if (query.Problem is { } problem)
            return new ProblemResult(problem);

        var page = await ledger.SearchAsync(search, cancellationToken);
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var upload in page.Items)
                AdminUploadJson.Write(writer, upload);
            writer.WriteEndArray();
            writer.WriteString("nextCursor", page.Next?.ToString());
            writer.WriteEndObject();
        });
    }

    private static UploadSearch Read(QueryReader query) => new(query.Limit())
    {
        Before = query.Cursor(),
        Id = query.Id("id"),
        Owner = query.Text("user", MaxOwner),
        KeyPrefix = query.Text("keyPrefix", MaxKey),
        Profile = query.Text("profile", MaxProfile),
        State = query.Word("state", States) is { } state && UploadWords.TryParseState(state, out var known) ? known : null,
        Evidence = query.Word("evidence", "callback", "object") is { } evidence && UploadWords.TryParseEvidence(evidence, out var proof) ? proof : null,
        ContentType = query.Text("type", MaxType)?.ToLowerInvariant(),
        MinSize = query.Number("minSize"),
        MaxSize = query.Number("maxSize"),
        From = query.Time("from"),
        To = query.Time("to"),
    };
}
