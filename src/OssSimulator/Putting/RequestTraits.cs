using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;

namespace OssSimulator.Putting;

/// <summary>What the headers of a request say of the object that it makes.</summary>
internal static class RequestTraits
{
    public static OssError? Read(HttpRequest request, RequestTarget target, out ObjectTraits? traits)
    {
        traits = null;
        return ObjectName.IsUsable(target.Key) ? ObjectTraitsReader.Read(Fields(request), request.ContentType, out traits) : OssErrors.BadObjectName;
    }

    public static bool ForbidsOverwrite(HttpRequest request) => request.Headers[ObjectTraitsReader.ForbidOverwrite] == "true";

    public static Dictionary<string, string> Fields(HttpRequest request) =>
        request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
