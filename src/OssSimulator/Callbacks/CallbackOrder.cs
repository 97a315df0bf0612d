using OssSimulator.Hosting;

namespace OssSimulator.Callbacks;

/// <summary>A callback that an uploader wants to have sent.</summary>
/// <param name="CustomVariables">Whole names, such as <c>x:album</c>, and their values.</param>
internal sealed record CallbackOrder(CallbackConfiguration Configuration, IReadOnlyDictionary<string, string> CustomVariables, OssOperation Operation);
