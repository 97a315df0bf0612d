using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SignGateway.Forwarding;
using SignGateway.Problems;
using SignGateway.Uploads;

namespace SignGateway.Recovery;

internal static class ConfirmEndpoint
{
    private const string Route = "/v1/uploads/{id}/confirm";

    public static void MapConfirm(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Route, ConfirmAsync).WithName("ConfirmUpload").WithSummary("Looks at the object and records it.").Produces<UploadSchema>();
        routes.MapOtherVerbs(Route, "POST");
    }

    private static async Task<IResult> ConfirmAsync(
        string id, HttpContext context, IUploadLedger ledger, ConfirmUpload confirm, AnswerUpload answer, CancellationToken cancellationToken)
    {
        if (await ledger.FindOwnAsync(context, id, cancellationToken) is not { } upload)
            return new ProblemResult(KnownProblems.UploadNotFound);
        var (problem, confirmed) = await confirm.ExecuteAsync(upload, cancellationToken);
        // The answer of a callback that was lost on its way held the application's word too.
        return problem is null ? await answer.ExecuteAsync(confirmed, cancellationToken) : new ProblemResult(problem);
    }
}
