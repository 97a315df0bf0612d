using Microsoft.Extensions.Options;
using SignGateway.Uploads;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace SignGateway.Host.Edge;

/// <summary>
/// Tells the application who the user is, under the very name that the ledger has for them. Names and roles are percent-encoded UTF-8: whatever stands
/// in a token, the header is visible ASCII, and a comma parts roles.
/// </summary>
internal sealed class IdentityTransforms(IOptions<EdgeOptions> edge, IOptions<IdentityOptions> identity) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    // Providers run after the transforms of the section, so no route can undo this by mistake.
    public void Apply(TransformBuilderContext context)
    {
        var (names, claims) = (edge.Value, identity.Value);
        context.AddRequestTransform(request =>
        {
            var caller = Caller.From(request.HttpContext.User, claims);
            Set(request.ProxyRequest, names.UserHeader, caller is null ? "" : Uri.EscapeDataString(caller.Owner));
            Set(request.ProxyRequest, names.RolesHeader, caller is null ? "" : string.Join(',', caller.Roles.Order(StringComparer.Ordinal).Select(Uri.EscapeDataString)));
            return ValueTask.CompletedTask;
        });
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (name.Length == 0)
            return;
        request.Headers.Remove(name);
        if (value.Length > 0)
            request.Headers.TryAddWithoutValidation(name, value);
    }
}
