using Microsoft.AspNetCore.Diagnostics;
using SignGateway.Problems;

namespace SignGateway.Host.Hosting;

/// <summary>Whatever no endpoint answers, and whatever goes wrong unforeseen, still ends in a problem.</summary>
internal static class Failures
{
    /// <summary>A fault of the gateway itself.</summary>
    private static readonly Problem Internal = new(500, "internal_error", "The gateway failed.", "Try again; operators find the reason in the gateway's log under this requestId.");

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(failed => failed.Run(context =>
        {
            var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
            if (error is BadHttpRequestException)
                return new ProblemResult(KnownProblems.RequestMalformed).ExecuteAsync(context);
            // The framework logs the exception, without this name.
            FailureLog.Failed(app.Logger, context.TraceIdentifier, error?.GetType().Name ?? "");
            return new ProblemResult(Internal).ExecuteAsync(context);
        }));
        app.UseStatusCodePages(status => status.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => new ProblemResult(KnownProblems.Unauthenticated).ExecuteAsync(status.HttpContext),
            StatusCodes.Status404NotFound => new ProblemResult(KnownProblems.NotFound).ExecuteAsync(status.HttpContext),
            StatusCodes.Status405MethodNotAllowed => new ProblemResult(KnownProblems.MethodNotAllowed).ExecuteAsync(status.HttpContext),
            _ => Task.CompletedTask,
        });
    }
}
