using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using SignGateway.Forwarding;
using SignGateway.Host.Http;
using SignGateway.Problems;

namespace SignGateway.Host.Edge;

/// <summary>
/// Makes the Host the one gateway in front of the applications: what stands in YARP's own section is passed on to them, and our routes come first.
/// Without the section none of it exists.
/// </summary>
internal static class EdgeSetup
{
    public const string Section = "ReverseProxy";

    /// <summary>Whether anything is passed on.</summary>
    public static bool HasEdge(this IConfiguration configuration) => configuration.GetSection(Section).GetChildren().Any();

    public static void AddEdge(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.HasEdge())
            return;
        builder.Services.AddCheckedOptions<EdgeOptions>(builder.Configuration, EdgeOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidator>();
        builder.Services.AddSingleton<ClientHeaders>();
        builder.Services.AddSingleton<IForwardDestinations, ClusterDestinations>();
        builder.Services.AddAuthorization();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection(Section)).AddTransforms<IdentityTransforms>();
    }

    /// <summary>Where our own routes go, so that they come before any of the section, however exact that is; only our answer to unknown paths comes after.</summary>
    public static IEndpointRouteBuilder BesideEdge(this WebApplication app)
    {
        if (!app.Configuration.HasEdge())
            return app;
        var ours = app.MapGroup("");
        ((IEndpointConventionBuilder)ours).Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder route)
                route.Order = route.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll) ? int.MaxValue : int.MinValue;
        });
        return ours;
    }

    public static void UseEdge(this WebApplication app)
    {
        if (!app.Configuration.HasEdge())
            return;
        app.UseAuthorization();
        app.UseRequestTimeouts();
        var client = app.Services.GetRequiredService<ClientHeaders>();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(async (context, next) =>
            {
                client.Strip(context.Request.Headers);
                context.Request.Headers[RequestId.Header] = context.TraceIdentifier;
                // What the application answers is its own, empty bodies too.
                if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                    pages.Enabled = false;
                await next(context);
                await UpstreamProblem.AnswerAsync(context);
            });
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }
}
