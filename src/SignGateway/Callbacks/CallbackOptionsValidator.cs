using Microsoft.Extensions.Options;

namespace SignGateway.Callbacks;

internal sealed class CallbackOptionsValidator : IValidateOptions<CallbackOptions>
{
    public ValidateOptionsResult Validate(string? name, CallbackOptions options)
    {
        var faults = options.PublicKeyUrls
            .Select((origin, index) => (Origin: origin, Index: index))
            .Where(item => !IsOrigin(item.Origin))
            .Select(item => $"{CallbackOptions.Section}:PublicKeyUrls:{item.Index} is '{item.Origin}'; write an origin, such as https://gosspublic.alicdn.com, with nothing after host and port.")
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
