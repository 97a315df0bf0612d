using OssSimulator.Callbacks;
using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;

namespace OssSimulator.Posting;

/// <summary>Turns the fields of an authorized form into a plan, or says which of them is wrong.</summary>
internal static class UploadPlanner
{
    public static OssError? Plan(PostForm form, FormPart file, out UploadPlan? plan)
    {
        plan = null;
        if (form["key"] is not { } template) return OssErrors.InvalidArgument("The form has no key before its file.", "key");
        var key = template.Replace("${filename}", file.FileName ?? "", StringComparison.Ordinal);
        if (!ObjectName.IsUsable(key)) return OssErrors.BadObjectName;
        var contentType = FirstOf(form["x-oss-content-type"], form["Content-Type"], file.Section.ContentType);
        if (ObjectTraitsReader.Read(form.Fields, contentType, out var traits) is { } wrong) return wrong;

        CallbackOrder? callback = null;
        if (form["callback"] is { } encoded)
        {
            if (CallbackParser.Parse(encoded, out var configuration) is { } badCallback) return badCallback;
            callback = new CallbackOrder(configuration!, ObjectTraitsReader.WithPrefix(form.Fields, "x:"), OssOperation.PostObject);
        }

        Uri? redirect = null;
        if (form["success_action_redirect"] is { Length: > 0 } target && !Uri.TryCreate(target, UriKind.Absolute, out redirect))
        {
            return OssErrors.InvalidArgument("success_action_redirect is not an absolute URL.", "success_action_redirect", target);
        }

        plan = new UploadPlan
        {
            Key = key,
            Traits = traits!,
            ForbidOverwrite = form[ObjectTraitsReader.ForbidOverwrite] == "true",
            ContentMd5 = form["Content-MD5"],
            SuccessStatus = form["success_action_status"] switch { "200" => 200, "201" => 201, _ => 204 },
            SuccessRedirect = redirect,
            Callback = callback,
        };
        return null;
    }

    private static string? FirstOf(params string?[] values) => values.FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
