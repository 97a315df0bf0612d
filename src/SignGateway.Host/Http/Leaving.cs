using Microsoft.AspNetCore.Connections.Features;
using SignGateway.Telemetry;

namespace SignGateway.Host.Http;

/// <summary>
/// While the process is on its way out every answer says that its connection ends with it, so that the next request opens one elsewhere. Who only finds connections
/// closed may have sent a request into one just then, and cannot tell whether it was served.
/// </summary>
internal static class Leaving
{
    public static void UseLeaving(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<DrainState>();
        Func<object, Task> sayGoodbye = state => drain.IsDraining ? SayGoodbye((HttpContext)state) : Task.CompletedTask;
        app.Use((context, next) =>
        {
            // At the very end: what was under way before leaves too.
            context.Response.OnStarting(sayGoodbye, context);
            return next(context);
        });
    }

    private static Task SayGoodbye(HttpContext context)
    {
        // What was upgraded is no longer HTTP, and later versions have no such header.
        if (context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols)
            return Task.CompletedTask;
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        else
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        return Task.CompletedTask;
    }
}
