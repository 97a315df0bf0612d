using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Callbacks;

/// <summary>Finds the callback of a request that is no form, in its headers or in its query.</summary>
internal static class RequestCallback
{
    private const string Header = "x-oss-callback";
    private const string VarHeader = "x-oss-callback-var";
    private const string Parameter = "callback";
    private const string VarParameter = "callback-var";

    public static OssError? Read(HttpRequest request, RequestTarget target, OssOperation operation, out CallbackOrder? order)
    {
        order = null;
        var headers = request.Headers;
        var isInHeaders = headers.ContainsKey(Header) || headers.ContainsKey(VarHeader);
        if (isInHeaders && (target.Has(Parameter) || target.Has(VarParameter)))
        {
            return OssErrors.InvalidArgument("The callback is given in more than one way.", Parameter, target.Parameter(Parameter));
        }

        var callback = isInHeaders ? headers[Header].ToString() : target.Parameter(Parameter) ?? "";
        var variables = isInHeaders ? headers[VarHeader].ToString() : target.Parameter(VarParameter) ?? "";
        Dictionary<string, string> custom = [];
        if (variables.Length > 0 && CallbackVarParser.Parse(variables, out custom) is { } badVariables) return badVariables;
        if (callback.Length == 0) return null;
        if (CallbackParser.Parse(callback, out var configuration) is { } badCallback) return badCallback;
        order = new CallbackOrder(configuration!, custom, operation);
        return null;
    }
}
